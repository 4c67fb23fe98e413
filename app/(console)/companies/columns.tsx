import Link from 'next/link'
import { CompanyBadge } from '@/app/_ui/company-badge'
import { getText } from '@/app/_ui/i18n/messages'
import type { Column } from '@/app/_ui/list/data-table'
import { Menu } from '@/app/_ui/menu/menu'
import { RelativeTime } from '@/app/_ui/time'
import type { Company } from '@/lib/companies/queries'
import { DeleteCompany, SuspendCompany } from './acts'
import { CompanyStatus } from './company-status'

type Text = Awaited<ReturnType<typeof getText<'companies'>>>

interface Around {
  isSuperuser: boolean
  mayEdit: boolean
}

const Name = ({ id, name }: Company) => (
  <span className="flex items-center gap-2 max-md:pe-10">
    <CompanyBadge id={id} name={name} />
    <Link
      href={`/companies/${id}`}
      title={name}
      className="line-clamp-2 min-w-16 break-all hover:underline md:line-clamp-1"
    >
      {name}
    </Link>
  </span>
)

const Code = ({ children }: { children: string }) => (
  <code title={children} className="line-clamp-1 min-w-24 break-all text-xs">
    {children}
  </code>
)

/** How many can sign in, of how many. */
const People = ({ company, text }: { company: Company; text: Text }) => {
  const counts = { active: company.active_count, total: company.user_count }
  return (
    <span className="whitespace-nowrap">
      <span title={text('usersOfLong', counts)} className="max-md:hidden">
        {text('usersOf', counts)}
      </span>
      <span className="md:hidden">{text('usersOfShort', counts)}</span>
      {company.locked_count > 0 && (
        <span className="text-danger">
          {' · '}
          <span aria-hidden="true">⊘</span> {text('lockedNote', { count: company.locked_count })}
        </span>
      )}
    </span>
  )
}

function Actions({ company, text, around }: { company: Company; text: Text; around: Around }) {
  const { id, code, name } = company
  return (
    <span className="-my-1 flex justify-end max-md:absolute max-md:end-2 max-md:top-2.5">
      <Menu id={`company-${id}`} label={text('more', { name })}>
        <Link href={`/companies/${id}`}>{text('open')}</Link>
        {around.isSuperuser && <Link href={`/c/${code}`}>{text('switch')}</Link>}
        {around.mayEdit && <Link href={`/companies/${id}?tab=settings`}>{text('edit')}</Link>}
        {around.isSuperuser && <SuspendCompany company={company} />}
        {around.isSuperuser && <DeleteCompany company={company} />}
      </Menu>
    </span>
  )
}

export async function companyColumns(around: Around): Promise<Column<Company>[]> {
  const text = await getText('companies')
  return [
    { label: text('name'), sort: 'name', cell: (company) => <Name {...company} /> },
    { label: text('code'), cell: ({ code }) => <Code>{code}</Code> },
    { label: text('users'), cell: (company) => <People {...{ company, text }} /> },
    { label: text('roles'), isWide: true, cell: ({ role_count }) => role_count },
    { label: text('admins'), isWide: true, cell: ({ admin_count }) => admin_count },
    { label: text('status'), cell: ({ is_active }) => <CompanyStatus isActive={is_active} /> },
    {
      label: text('created'),
      sort: 'created_at',
      isWide: true,
      tellsChange: true,
      cell: ({ created_at }) => <RelativeTime at={created_at} />,
    },
    {
      label: text('actions'),
      isUnlabelled: true,
      cell: (company) => <Actions {...{ company, text, around }} />,
    },
  ]
}
