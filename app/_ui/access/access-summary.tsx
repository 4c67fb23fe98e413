import { describePermission } from '@/lib/permissions/catalog'
import { getMessages, getText } from '../i18n/messages'
import { AccessTable } from './access-table'

/** What somebody may do, at a glance. */
export async function AccessSummary({ name, held }: { name: string; held: readonly string[] }) {
  const [access, { messages }] = [await getText('access'), await getMessages()]
  return (
    <AccessTable
      label={access('label', { name })}
      texts={messages.access}
      cell={(code) => {
        const may = held.includes(code)
        return (
          <span title={describePermission(code)} className={may ? 'text-success' : 'text-muted'}>
            <span aria-hidden="true">{may ? '✓' : '–'}</span>
            <span className="sr-only">{access(may ? 'keeps' : 'no')}</span>
          </span>
        )
      }}
    />
  )
}
