import { randomBytes } from 'node:crypto'

/** PostgreSQL takes a notification of less than 8000 bytes; this leaves room for the head. */
const PART_LENGTH = 7_900
const MOST_PARTS = 2_000
const MOST_PENDING = 20
const PATIENCE_MS = 10_000
const PART = /^([0-9a-f]{24}) (\d{1,4}) (\d{1,4}) (.*)$/s

const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`

/** A value as JSON of which every character is one byte, so that it can be cut anywhere. */
const toAscii = (value: unknown) => JSON.stringify(value).replace(/[\u0080-\uffff]/g, escaped)

/** A value as notifications that fit. The id in each also keeps PostgreSQL from folding equal ones into one. */
export function split(value: unknown): string[] {
  const text = toAscii(value)
  const total = Math.ceil(text.length / PART_LENGTH)
  if (total > MOST_PARTS) throw new Error('Too much was to be sent to the other instances at once.')
  const id = randomBytes(12).toString('hex')
  return Array.from({ length: total }, (_, index) => {
    const slice = text.slice(index * PART_LENGTH, (index + 1) * PART_LENGTH)
    return `${id} ${index} ${total} ${slice}`
  })
}

interface Pending {
  parts: string[]
  missing: number
  since: number
}

/** Puts what `split` cut together again, and forgets what stays incomplete or makes no sense. */
export class Assembly {
  private readonly pending = new Map<string, Pending>()

  constructor(private readonly patienceMs = PATIENCE_MS) {}

  get size() {
    return this.pending.size
  }

  /** The value of which this was the last missing part; never throws, whatever is put in. */
  add(payload: string): unknown {
    this.forget()
    const match = PART.exec(payload)
    if (!match) return undefined
    const [, id, index, total, slice] = match
    const parts = this.take(id!, Number(index), Number(total), slice!)
    if (!parts) return undefined
    try {
      return JSON.parse(parts.join(''))
    } catch {
      return undefined
    }
  }

  private take(id: string, index: number, total: number, slice: string): string[] | undefined {
    if (total > MOST_PARTS || index >= total) return undefined
    const known = this.pending.get(id)
    const entry = known ?? {
      parts: new Array<string>(total),
      missing: total,
      since: performance.now(),
    }
    if (entry.parts.length !== total || entry.parts[index] !== undefined) return undefined
    entry.parts[index] = slice
    if (--entry.missing === 0) {
      this.pending.delete(id)
      return entry.parts
    }
    if (!known) this.pending.set(id, entry)
    return undefined
  }

  private forget() {
    const now = performance.now()
    for (const [id, { since }] of this.pending) {
      if (now - since <= this.patienceMs && this.pending.size < MOST_PENDING) return
      this.pending.delete(id)
    }
  }
}
