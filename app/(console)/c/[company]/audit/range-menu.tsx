import { CalendarClock } from 'lucide-react'
import Link from 'next/link'
import { formatTerms } from '@/app/_ui/audit/term'
import { type AuditView, auditAddress, RANGES, type Range } from '@/app/_ui/audit/view'
import { type Clock, wallIn } from '@/app/_ui/clock/clock'
import { getText } from '@/app/_ui/i18n/messages'
import { FilterForm } from '@/app/_ui/list/filter-form'
import { Menu } from '@/app/_ui/menu/menu'

interface Props {
  view: AuditView
  clock: Clock
}

const STARTS_OR_ENDS_A_DAY = /T(00:00:00|23:59:59)$/

/** A day where it says all, else with the time. */
function named(point: string, clock: Clock): string {
  if (!point) return '…'
  const isDay = STARTS_OR_ENDS_A_DAY.test(wallIn(clock.zone, point))
  return isDay ? clock.day(point) : clock.moment(point)
}

async function Days({ view, clock }: Props) {
  const audit = await getText('audit')
  const dayOf = (name: 'from' | 'to') => view[name] && wallIn(clock.zone, view[name]).slice(0, 10)
  const values = { from: dayOf('from'), to: dayOf('to') }
  return (
    <FilterForm values={values} className="grid gap-2 border-separator border-t p-2.5">
      {view.terms.length > 0 && <input type="hidden" name="q" value={formatTerms(view.terms)} />}
      {(['from', 'to'] as const).map((name) => (
        <label key={name} className="label grid gap-1">
          {audit(name, { zone: clock.zone })}
          <input
            type="date"
            name={name}
            defaultValue={values[name]}
            className="input font-normal"
          />
        </label>
      ))}
      <button type="submit" className="button button--outline">
        {audit('apply')}
      </button>
    </FilterForm>
  )
}

/** From when to when: a preset that ends now, or days. */
export async function RangeMenu({ view, clock }: Props) {
  const audit = await getText('audit')
  const name = view.range
    ? audit(`ranges.${view.range}`)
    : `${named(view.from, clock)} – ${named(view.to, clock)}`
  const button = (
    <>
      <CalendarClock aria-hidden="true" />
      {name}
    </>
  )
  return (
    <Menu
      id="range"
      label={audit('range', { range: name })}
      button={button}
      className="button button--outline"
    >
      {(Object.keys(RANGES) as Range[]).map((range) => (
        <Link
          key={range}
          href={auditAddress(view, { range, from: '', to: '' })}
          prefetch={false}
          aria-current={range === view.range ? 'true' : undefined}
          className="aria-[current]:font-semibold"
        >
          {audit(`ranges.${range}`)}
        </Link>
      ))}
      <Days view={view} clock={clock} />
    </Menu>
  )
}
