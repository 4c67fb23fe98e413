import Link from 'next/link'
import { AuditRows, type Entry } from '@/app/_ui/audit/audit-rows'
import { formatTerms } from '@/app/_ui/audit/term'
import { type AuditView, auditAddress, type inputOf, type Range } from '@/app/_ui/audit/view'
import type { Clock } from '@/app/_ui/clock/clock'
import { getMessages, getText } from '@/app/_ui/i18n/messages'
import { TextProvider } from '@/app/_ui/i18n/provider'
import { LiveTail } from './live-tail'

interface Props {
  page: { rows: readonly Entry[]; nextCursor?: string | null }
  view: AuditView
  input: ReturnType<typeof inputOf> & { company?: string }
  clock: Clock
}

/** The microsecond behind an entry, which a JavaScript date cannot tell. */
function behind(timestamp: string) {
  const [, seconds, micros] = /^(.{19})\.(\d{6})Z$/.exec(timestamp)!
  const next = Number(micros) + 1
  return next < 1_000_000
    ? `${seconds}.${String(next).padStart(6, '0')}Z`
    : new Date(Date.parse(`${seconds}Z`) + 1000).toISOString()
}

/** Asks for what is newer than the first entry; older pages and times that are over get nothing new. */
async function Tail({ page, view, input }: Omit<Props, 'clock'>) {
  const { locale, messages } = await getMessages()
  if (!view.range || view.cursor) return null
  const newest = page.rows[0]?.timestamp
  const asked = Object.entries({
    ...input,
    page_size: '1',
    start_date: newest ? behind(newest) : new Date().toISOString(),
  })
  const query = new URLSearchParams(asked.filter((entry): entry is [string, string] => !!entry[1]))
  return (
    <TextProvider locale={locale} messages={{ auditTail: messages.auditTail }}>
      <LiveTail key={newest} path={`/api/audit-logs/?${query}`} />
    </TextProvider>
  )
}

/** Where something may have happened when nothing did in a window. */
const WIDER: Partial<Record<Range, Range | undefined>> = {
  '30d': '90d',
  '90d': 'all',
  all: undefined,
}

async function Nothing({ view }: { view: AuditView }) {
  const audit = await getText('audit')
  const wider = view.range && view.range in WIDER ? WIDER[view.range] : '30d'
  const query = formatTerms(view.terms)
  return (
    <div className="panel grid justify-items-center gap-3 px-4 py-8 text-center">
      <p>{query ? audit('nothingMatches', { query }) : audit('none')}</p>
      <div className="flex gap-2">
        {query && (
          <Link href={auditAddress(view, { terms: [] })} className="button button--outline">
            {audit('clear')}
          </Link>
        )}
        {wider && (
          <Link
            href={auditAddress(view, { range: wider, from: '', to: '' })}
            className="button button--outline"
          >
            {audit(`ranges.${wider}`)}
          </Link>
        )}
      </div>
    </div>
  )
}

export async function Entries({ page, view, input, clock }: Props) {
  const audit = await getText('audit')
  const { rows, nextCursor } = page
  return (
    <div className="min-w-0">
      <Tail page={page} view={view} input={input} />
      {rows.length === 0 ? (
        <Nothing view={view} />
      ) : (
        <AuditRows
          rows={rows}
          clock={clock}
          selected={view.event}
          hrefOf={({ id }) => auditAddress(view, { event: id })}
        />
      )}
      <div className="mt-3 flex gap-2">
        {view.cursor && (
          <Link href={auditAddress(view, { cursor: '' })} className="button button--outline">
            {audit('newest')}
          </Link>
        )}
        {nextCursor && (
          <Link
            href={auditAddress(view, { cursor: nextCursor, event: '' })}
            rel="next"
            className="button button--outline"
          >
            {audit('older')}
          </Link>
        )}
      </div>
      <p className="mt-3 text-muted text-xs">{audit('kept')}</p>
    </div>
  )
}
