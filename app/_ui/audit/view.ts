import { instantIn } from '../clock/clock'
import { readAddress, type SearchParams, single } from '../list/view'
import { criteriaOf, parseTerms } from './query'
import { formatTerms, type Term } from './term'

const HOUR = 3_600_000
export const RANGES = { '24h': 24, '7d': 7 * 24, '30d': 30 * 24, '90d': 90 * 24, all: 0 } as const
export type Range = keyof typeof RANGES
export const DEFAULT_RANGE: Range = '7d'

/** What the explorer shows, as its address says it. */
export interface AuditView {
  terms: readonly Term[]
  /** Undefined where `from` and `to` say it. */
  range: Range | undefined
  /** Instants in UTC, or nothing. */
  from: string
  to: string
  cursor: string
  /** The entry that is looked at. */
  event: string
}

const POINT = /^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d{1,6})?Z)?$/
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/
const MOST_TEXT = 180

/** What lies a day beside these years is written in another way. */
const [FIRST_YEAR, LAST_YEAR] = [2, 9998]

/** A day or an instant that there is; JavaScript alone takes the 31st of February for a March day. */
function pointIn(text: string): string {
  const year = Number(text.slice(0, 4))
  if (!POINT.test(text) || year < FIRST_YEAR || year > LAST_YEAR) return ''
  const at = new Date(text)
  const isReal = !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === text.slice(0, 10)
  return isReal ? text : ''
}

/** The last microsecond of a day, as the API takes it; JavaScript alone knows no more than milliseconds. */
function endOf(day: string, zone: string): string {
  const next = new Date(Date.parse(day) + 24 * HOUR).toISOString().slice(0, 10)
  const last = Date.parse(instantIn(zone, `${next}T00:00:00`)) - 1
  return new Date(last).toISOString().replace('Z', '999Z')
}

/** A day is one of the zone in which the page is read, so that it is exact once it is read. */
function boundsIn(zone: string, from: string, to: string) {
  const isDay = (point: string) => point.length === 10
  return [
    isDay(from) ? instantIn(zone, `${from}T00:00:00`) : from,
    isDay(to) ? endOf(to, zone) : to,
  ] as const
}

/** Whatever an address says that makes no sense counts as not said. */
export async function readAuditView(given: SearchParams, zone: string): Promise<AuditView> {
  const said = await readAddress(given)
  const [from, to] = boundsIn(zone, pointIn(single(said.from)), pointIn(single(said.to)))
  const asked = single(said.range)
  const event = single(said.event).toLowerCase()
  return {
    terms: parseTerms(single(said.q).trim().slice(0, MOST_TEXT)),
    range:
      from || to
        ? undefined
        : ((Object.keys(RANGES) as Range[]).find((range) => range === asked) ?? DEFAULT_RANGE),
    from,
    to,
    cursor: single(said.cursor),
    event: UUID.test(event) ? event : '',
  }
}

/** The address of the explorer with another view; a change of what is shown begins at the first page. */
export function auditAddress(
  view: Partial<AuditView>,
  changes: Partial<AuditView> = {},
  path = '',
): string {
  const isMoved = Object.keys(changes).some((name) => name !== 'event' && name !== 'cursor')
  const {
    terms = [],
    range,
    from,
    to,
    cursor,
    event,
  } = {
    ...view,
    ...(isMoved && { cursor: '', event: '' }),
    ...changes,
  }
  const parameters = new URLSearchParams()
  if (terms.length > 0) parameters.set('q', formatTerms(terms))
  if (range && range !== DEFAULT_RANGE) parameters.set('range', range)
  for (const [name, value] of Object.entries({ from, to, cursor, event })) {
    if (value) parameters.set(name, value)
  }
  return `${path}?${parameters}`
}

/** The times a view reaches from and to; a preset ends with whatever comes. */
export function timesOf({ range, from, to }: AuditView): {
  start_date?: string
  end_date?: string
} {
  if (range) {
    const hours = RANGES[range]
    return hours > 0 ? { start_date: new Date(Date.now() - hours * HOUR).toISOString() } : {}
  }
  return { ...(from && { start_date: from }), ...(to && { end_date: to }) }
}

/** The input of the reads of the trail for a view. */
export const inputOf = (view: AuditView) => ({ ...criteriaOf(view.terms), ...timesOf(view) })
