import { Copy } from 'lucide-react'
import type { Entry } from '@/app/_ui/audit/audit-rows'
import { CopyButton } from '@/app/_ui/copy/copy-button'
import { getText } from '@/app/_ui/i18n/messages'
import { ChangeTable, SetChange } from './change-table'
import { isSet, nameOf } from './difference'

const MOST_SHOWN = 160

/** What the trail never keeps, whatever its name. */
const SECRET = /password|secret|token|hash/i

/** A password leaves no values, only that it was changed. */
const changesOf = ({ action, changes }: Entry): Entry['changes'] =>
  action === 'PASSWORD_CHANGE' ? { password: { before: true, after: true }, ...changes } : changes

async function Value({ value }: { value: unknown }) {
  const audit = await getText('audit')
  if (value === null || value === undefined || value === '') {
    return <span className="text-muted">{audit('nothing')}</span>
  }
  if (typeof value === 'boolean') return (await getText('revert'))(value ? 'yes' : 'no')
  const text = nameOf(value)
  const copy = (
    <CopyButton
      text={text}
      label={audit('copyValue')}
      className="icon-button -my-1 ms-1 inline-grid size-6 align-middle"
    >
      <Copy className="size-3.5" aria-hidden="true" />
    </CopyButton>
  )
  if (text.length <= MOST_SHOWN) {
    return (
      <>
        {text}
        {copy}
      </>
    )
  }
  return (
    <details>
      <summary className="cursor-pointer">
        {text.slice(0, MOST_SHOWN)}… <span className="link-button">{audit('whole')}</span>
      </summary>
      {text}
      {copy}
    </details>
  )
}

/** Each field before and after. */
export async function Changes({ event }: { event: Entry }) {
  const audit = await getText('audit')
  const fields = Object.entries(changesOf(event))
  if (fields.length === 0) return null
  const texts = { added: audit('added'), removed: audit('removed') }
  const secret = (
    <>
      <span aria-hidden="true">•••• </span>
      {audit('secretChanged')}
    </>
  )
  const cellsOf = (field: string, before: unknown, after: unknown) => {
    if (SECRET.test(field)) return [secret]
    return isSet(before) || isSet(after)
      ? [<SetChange key="set" before={before} after={after} {...texts} />]
      : [<Value key="before" value={before} />, <Value key="after" value={after} />]
  }
  return (
    <section className="grid gap-2">
      <h3 className="font-medium">{audit('changes')}</h3>
      <ChangeTable
        label={audit('changes')}
        columns={[audit('field'), audit('before'), audit('after')]}
        rows={fields.map(([name, { before, after }]) => ({
          name,
          cells: cellsOf(name, before, after),
        }))}
      />
    </section>
  )
}
