import { Copy } from 'lucide-react'
import Link from 'next/link'
import { CopyButton } from '@/app/_ui/copy/copy-button'
import { getText } from '@/app/_ui/i18n/messages'
import { addressOf, type ListView } from '@/app/_ui/list/view'
import { COMPANY_PERMISSIONS, isSensitive, type Permission } from '@/lib/permissions/catalog'
import { Holders } from './holders'
import { RolesOf } from './roles-of'

export interface Around {
  view: ListView
  company: { company?: string }
  place: string
  /** The code whose holders are named. */
  who: string | undefined
  maySeePeople: boolean
}

interface Row {
  code: Permission
  id: string
  description: string
  held: { roles: { id: string; name: string }[] | null; people: number }
}

interface Props {
  name: string
  rows: readonly Row[]
  around: Around
}

const isPlatform = (code: Permission) => !COMPANY_PERMISSIONS.includes(code)

async function Marks({ row: { code, held } }: { row: Row }) {
  const text = await getText('permissions')
  const isUnused = !isPlatform(code) && held.roles?.length === 0
  return (
    <>
      {isSensitive(code) && !isPlatform(code) && (
        <span className="chip chip--warning">
          <span aria-hidden="true">▲</span> {text('sensitive')}
        </span>
      )}
      {isPlatform(code) && <span className="chip chip--default">{text('platform')}</span>}
      {isUnused && (
        <span className="chip chip--default" title={text('unusedWhy')}>
          ○ {text('unused')}
        </span>
      )}
    </>
  )
}

async function PermissionRow({ row, around }: { row: Row; around: Around }) {
  const text = await getText('permissions')
  const { code, description, held } = row
  const { view, who, place, maySeePeople } = around
  const isOpen = who === code
  const filters: Record<string, string> = isOpen ? {} : { who: code }
  return (
    <tr id={code} className="scroll-mt-16">
      <th scope="row">
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1 md:flex-nowrap md:whitespace-nowrap">
          {description}
          <Marks row={row} />
        </span>
      </th>
      <td>
        <span className="flex items-center gap-2">
          <code className="text-xs">{code}</code>
          <CopyButton text={code} label={text('copy', { code })}>
            <Copy className="size-3.5" aria-hidden="true" />
          </CopyButton>
        </span>
      </td>
      <td>
        <RolesOf roles={held.roles} place={place} />{' '}
        <span className="whitespace-nowrap">{text('people', { count: held.people })}</span>
      </td>
      {maySeePeople && (
        <td>
          <Link
            href={`${addressOf(view, { filters })}#${code}`}
            scroll={false}
            aria-expanded={isOpen}
            aria-label={text('whoOf', { code })}
            className="link-button inline-block whitespace-nowrap py-0.5"
          >
            {text(isOpen ? 'hide' : 'who')}
          </Link>
        </td>
      )}
    </tr>
  )
}

/** The permissions of one area; below the one that is asked about, who has it. */
export function AreaRows({ name, rows, around }: Props) {
  return (
    <tbody>
      <tr className="bg-surface-secondary">
        <td colSpan={4} className="font-medium">
          {name}
        </td>
      </tr>
      {rows.flatMap((row) => [
        <PermissionRow key={row.code} row={row} around={around} />,
        ...(around.maySeePeople && around.who === row.code
          ? [<Holders key={`${row.code} people`} id={row.id} around={around} />]
          : []),
      ])}
    </tbody>
  )
}
