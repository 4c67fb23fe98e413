import { ChevronDown, ChevronUp, X } from 'lucide-react'
import Link from 'next/link'
import type { Entry } from '@/app/_ui/audit/audit-rows'
import { Outcome } from '@/app/_ui/audit/outcome'
import { type AuditView, auditAddress } from '@/app/_ui/audit/view'
import type { Clock } from '@/app/_ui/clock/clock'
import { getText } from '@/app/_ui/i18n/messages'
import { Changes } from './changes'
import { Facts } from './facts'
import { Nearby } from './nearby'
import { PanelKeys } from './panel-keys'
import { RawEntry } from './raw-entry'
import { Revert } from './revert'

interface Props {
  event: Entry
  /** The entries that are listed, among which one goes to the next. */
  rows: readonly Entry[]
  view: AuditView
  clock: Clock
}

/** The addresses that lead from an entry to its neighbours in the list, and out of it. */
function waysFrom({ event, rows, view }: Omit<Props, 'clock'>) {
  const place = rows.findIndex(({ id }) => id === event.id)
  const to = (row: Entry | undefined) => row && auditAddress(view, { event: row.id })
  return {
    close: auditAddress(view, { event: '' }),
    previous: place > 0 ? to(rows[place - 1]) : undefined,
    next: place >= 0 ? to(rows[place + 1]) : undefined,
  }
}

/** One entry beside the list: what changed, who asked for it from where, and all of it as it is kept. */
export async function EventPanel({ event, rows, view, clock }: Props) {
  const audit = await getText('audit')
  const ways = waysFrom({ event, rows, view })
  const steps = [
    [ways.previous, audit('previous'), ChevronUp],
    [ways.next, audit('next'), ChevronDown],
    [ways.close, audit('close'), X],
  ] as const
  return (
    <aside aria-label={audit('event')} className="audit-panel">
      <PanelKeys id={event.id} {...ways} />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-5 p-4">
        <div className="flex items-start justify-between gap-2">
          <h2 id="event" tabIndex={-1} className="wrap-anywhere font-semibold text-base/6">
            {event.details}
          </h2>
          <div className="flex flex-none">
            {steps.map(
              ([href, label, Icon]) =>
                href && (
                  <Link
                    key={label}
                    href={href}
                    scroll={false}
                    replace
                    aria-label={label}
                    title={label}
                    className="icon-button"
                  >
                    <Icon className="size-4" aria-hidden="true" />
                  </Link>
                ),
            )}
          </div>
        </div>
        <p className="flex flex-wrap gap-x-3 text-muted tabular-nums">
          <time dateTime={event.timestamp} title={clock.full(event.timestamp)}>
            {clock.exact(event.timestamp)} {clock.zone}
          </time>
          <span className="text-foreground">
            <Outcome of={event.outcome} />
          </span>
        </p>
        <Changes event={event} />
        <Facts event={event} view={view} />
        <RawEntry event={event} />
        <div className="flex flex-wrap gap-2">
          <Nearby event={event} view={view} />
          <Revert event={event} />
        </div>
      </div>
    </aside>
  )
}
