import type { z } from 'zod'
import type { me } from '@/lib/auth/schema'

/** How times are written for somebody. */
export type Formats = z.output<typeof me>['formats']
type At = string | number

/** How the times of one page are written; everything that shows a time asks this. */
export interface Clock {
  zone: string
  day(at: At): string
  /** With the day of the week, as a heading. */
  heading(at: At): string
  /** Day and time, to the minute. */
  moment(at: At): string
  /** Day and time, to the second. */
  exact(at: At): string
  /** To the second. */
  time(at: At): string
  /** To the minute. */
  minute(at: At): string
  /** To the second, for whoever points at a time: in the zone, and in UTC where that is another. */
  full(at: At): string
  /** How long ago, or how long until then. */
  relative(at: At): string
  /** The same in another zone. */
  in(zone: string): Clock
}

const DAY_MS = 86_400_000

const UNITS = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const

/** Day and time on the wall of a zone, as 2026-11-03T14:04:05. */
export function wallIn(timeZone: string, at: At): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    ...{ year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
  }).formatToParts(new Date(at))
  const of = (type: Intl.DateTimeFormatPartTypes, length = 2) =>
    parts.find((part) => part.type === type)!.value.padStart(length, '0')
  const day = [of('year', 4), of('month'), of('day')].join('-')
  return `${day}T${of('hour')}:${of('minute')}:${of('second')}`
}

/**
 * The instant at which the wall of a zone shows a day and time, to the second. One that summer time leaves
 * out is taken for the moment after the gap, one that comes twice for the earlier.
 */
export function instantIn(zone: string, wall: string): string {
  const asUtc = Date.parse(`${wall}Z`)
  const offset = (at: number) => Date.parse(`${wallIn(zone, at)}Z`) - at
  // Zones change their offset at most once in such a time.
  const [before, after] = [asUtc - offset(asUtc - DAY_MS), asUtc - offset(asUtc + DAY_MS)]
  const isShown = (at: number) => wallIn(zone, at) === wall
  return new Date(!isShown(before) && isShown(after) ? after : before).toISOString()
}

const isoStyle = (zone: string) => ({
  day: (at: At) => wallIn(zone, at).slice(0, 10),
  moment: (at: At) => wallIn(zone, at).slice(0, 16).replace('T', ' '),
  exact: (at: At) => wallIn(zone, at).replace('T', ' '),
  time: (at: At) => wallIn(zone, at).slice(11),
  minute: (at: At) => wallIn(zone, at).slice(11, 16),
})

export function clockOf(formats: Formats): Clock {
  const { time_zone: zone, locale, date_style } = formats
  const format = (options: Intl.DateTimeFormatOptions, timeZone = zone) => {
    let formatter: Intl.DateTimeFormat | undefined
    return (at: At) => {
      formatter ??= new Intl.DateTimeFormat(locale, { ...options, timeZone })
      return formatter.format(new Date(at))
    }
  }
  const dateStyle = date_style === 'iso' ? undefined : date_style
  const styled = dateStyle
    ? {
        day: format({ dateStyle }),
        moment: format({ dateStyle, timeStyle: 'short' }),
        exact: format({ dateStyle, timeStyle: 'medium' }),
        time: format({ timeStyle: 'medium' }),
        minute: format({ timeStyle: 'short' }),
      }
    : isoStyle(zone)
  const weekday = format({ weekday: 'long' })
  const longDay = format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
  const utcTime = dateStyle
    ? format({ dateStyle, timeStyle: 'medium' }, 'UTC')
    : isoStyle('UTC').exact
  return {
    zone,
    ...styled,
    heading: dateStyle ? longDay : (at) => `${weekday(at)}, ${styled.day(at)}`,
    full: (at) =>
      [`${styled.exact(at)} ${zone}`, zone !== 'UTC' && `${utcTime(at)} UTC`]
        .filter(Boolean)
        .join(' · '),
    relative(at) {
      const seconds = (new Date(at).getTime() - Date.now()) / 1000
      const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? UNITS.at(-1)!
      // Only of seconds: 47 hours ago need not have been yesterday.
      const numeric = unit === 'second' ? 'auto' : 'always'
      const format = new Intl.RelativeTimeFormat(locale, { numeric, style: 'short' })
      return format.format(Math.trunc(seconds / size), unit)
    },
    in: (time_zone) => clockOf({ ...formats, time_zone }),
  }
}
