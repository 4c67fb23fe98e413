/** A time from an instant to another, in milliseconds. */
export interface Span {
  from: number
  to: number
}

/** Within what has happened: nothing is later than now. */
const untilNow = ({ from, to }: Span, now: number): Span => {
  const excess = Math.max(0, to - now)
  return { from: from - excess, to: to - excess }
}

/** As long, but earlier or later. */
export const moved = ({ from, to }: Span, by: number, now: number): Span =>
  untilNow({ from: from + by, to: to + by }, now)

/** Longer or shorter at its end; where the end is now, it grows at its beginning. */
export function resized({ from, to }: Span, by: number, least: number, now: number): Span {
  const end = Math.max(from + least, to + by)
  return untilNow({ from, to: end }, now)
}

interface Buckets {
  /** When the first begins. */
  start: number
  /** How long each is. */
  length: number
  count: number
}

export const wholeOf = ({ start, length, count }: Buckets): Span => ({
  from: start,
  to: start + length * count,
})

/** The whole buckets that two places touch, which are shares of the width. */
export function dragged(one: number, other: number, { start, length, count }: Buckets): Span {
  const place = (share: number) =>
    Math.min(count - 1, Math.max(0, Math.floor(Math.min(share, 1) * count)))
  const [first, last] = [place(Math.min(one, other)), place(Math.max(one, other))]
  return { from: start + first * length, to: start + (last + 1) * length }
}

/** How far one key press goes: about a twelfth of what is shown, in whole buckets. */
export const stepOf = ({ length, count }: Buckets) => Math.max(1, Math.round(count / 12)) * length

/** The last microsecond before an instant, since the trail's times are that exact and JavaScript's are not. */
export const lastBefore = (at: number) => new Date(at - 1).toISOString().replace('Z', '999Z')

/** The address that shows a span, from one that says everything else. */
export function addressOf(rest: string, { from, to }: Span): string {
  const parameters = new URLSearchParams(rest)
  parameters.delete('range')
  parameters.set('from', new Date(from).toISOString())
  parameters.set('to', lastBefore(to))
  return `?${parameters}`
}
