import { Copy } from 'lucide-react'
import type { Entry } from '@/app/_ui/audit/audit-rows'
import { CopyButton } from '@/app/_ui/copy/copy-button'
import { getText } from '@/app/_ui/i18n/messages'
import { describePermission, isPermission } from '@/lib/permissions/catalog'
import { difference, isSet, nameOf } from './difference'

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
  const text = typeof value === 'string' ? value : JSON.stringify(value)
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

/** A permission as a sentence first and by its code second. */
function Item({ item }: { item: unknown }) {
  const name = nameOf(item)
  if (!isPermission(name)) return name
  return (
    <>
      {describePermission(name)} <code className="text-[0.6875rem]">{name}</code>
    </>
  )
}

/** What was added to a set and taken from it. */
async function SetChange({ before, after }: { before: unknown; after: unknown }) {
  const audit = await getText('audit')
  const { added, removed } = difference(before, after)
  const parts = [
    ['+', 'diff-added', audit('added'), added],
    ['−', 'diff-removed', audit('removed'), removed],
  ] as const
  return (
    <ul className="flex flex-wrap gap-1">
      {parts.flatMap(([sign, style, label, items]) =>
        items.map((item) => (
          <li key={sign + nameOf(item)} className={`rounded px-1.5 py-0.5 text-xs ${style}`}>
            <span aria-hidden="true">{sign} </span>
            <span className="sr-only">{label}: </span>
            <Item item={item} />
          </li>
        )),
      )}
    </ul>
  )
}

/** Each field before and after. */
export async function Changes({ event }: { event: Entry }) {
  const audit = await getText('audit')
  const fields = Object.entries(changesOf(event))
  if (fields.length === 0) return null
  return (
    <section className="grid gap-2">
      <h3 className="font-medium">{audit('changes')}</h3>
      <table aria-label={audit('changes')} className="changes w-full table-fixed border-collapse">
        <thead>
          <tr className="text-muted text-xs">
            {(['field', 'before', 'after'] as const).map((column) => (
              <th key={column} scope="col" className="py-1 pe-2 text-start font-medium">
                {audit(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {fields.map(([field, { before, after }]) => (
            <tr key={field} className="border-separator border-t align-baseline wrap-anywhere">
              <th scope="row" className="py-1.5 pe-2 text-start font-medium">
                {field.replaceAll('_', ' ')}
              </th>
              {SECRET.test(field) ? (
                <td colSpan={2} className="py-1.5">
                  <span aria-hidden="true">•••• </span>
                  {audit('secretChanged')}
                </td>
              ) : isSet(before) || isSet(after) ? (
                <td colSpan={2} className="py-1.5">
                  <SetChange before={before} after={after} />
                </td>
              ) : (
                <>
                  <td className="py-1.5 pe-2">
                    <Value value={before} />
                  </td>
                  <td className="py-1.5">
                    <Value value={after} />
                  </td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
