import { invalid } from '@/lib/core/errors'

/** The last entry of a page; the time is text, since a JavaScript date would lose its microseconds. */
export interface Position {
  timestamp: string
  id: string
}

const POSITION =
  /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z) ([\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12})$/

export const toCursor = ({ timestamp, id }: Position) =>
  Buffer.from(`${timestamp} ${id}`).toString('base64url')

/** Whether the text names a real moment; JavaScript alone takes the 31st of February for a March day. */
function isTime(text: string) {
  const date = new Date(text)
  return Number.isFinite(date.getTime()) && date.toISOString().slice(0, 19) === text.slice(0, 19)
}

/** Throws INVALID for anything that `toCursor` did not make. */
export function fromCursor(cursor: string): Position {
  const [, timestamp, id] = POSITION.exec(Buffer.from(cursor, 'base64url').toString()) ?? []
  if (id && timestamp && !timestamp.startsWith('0000') && isTime(timestamp))
    return { timestamp, id }
  throw invalid('cursor', 'This cursor is not valid. Take it from the Link header of a page.')
}
