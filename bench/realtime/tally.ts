import { setTimeout as sleep } from 'node:timers/promises'
import type { Audience, Heard } from './audience'
import type { Person } from './people'

export interface Tally {
  changes: number
  events: number
  /** Milliseconds from the answer to the event; an event before the answer took none. */
  latencies: number[]
  missed: number
  /** Events for somebody whose rights did not change. */
  misled: number
  /** The very same event again; clients ignore it by its version. */
  twice: number
}

export const UPDATE = ['permissionUpdate']
export const UPDATE_AND_END = ['session.revoked', 'permissionUpdate']

/** Long enough for what came with the expected events, such as the same ones again. */
const AFTERMATH_MS = 60

interface Change {
  cause: string
  concerns: Person[]
  events?: string[]
  /** Longer than usual, when something has to pass before. */
  patienceMs?: number
}

/** Compares what each change made people hear with what it should have. */
export class Tallies {
  readonly byCause = new Map<string, Tally>()
  private seen = 0

  constructor(private readonly audience: Audience) {}

  /** Makes a change, which answers from when on its events are awaited. */
  async change(
    { cause, concerns, events = UPDATE, patienceMs }: Change,
    act: () => Promise<number>,
  ): Promise<void> {
    const tally = this.of(cause)
    tally.changes++
    // What came in between belongs to nobody.
    tally.misled += this.audience.heard.length - this.seen
    const from = this.audience.heard.length
    const wanted = new Set(concerns.flatMap(({ id }) => events.map((event) => `${id} ${event}`)))
    const answeredAt = await act()
    await this.audience.hears(from, wanted, patienceMs)
    await sleep(AFTERMATH_MS)
    const heard = this.audience.heard.slice(from)
    this.seen = from + heard.length
    judge(tally, wanted, heard, answeredAt)
  }

  /** What came after the last change. */
  finish() {
    const late = this.audience.heard.length - this.seen
    if (late > 0) this.of('after the last change').misled += late
  }

  private of(cause: string): Tally {
    const tally = this.byCause.get(cause) ?? {
      ...{ changes: 0, events: 0, latencies: [], missed: 0, misled: 0, twice: 0 },
    }
    this.byCause.set(cause, tally)
    return tally
  }
}

function judge(tally: Tally, wanted: Set<string>, heard: Heard[], answeredAt: number) {
  const missing = new Set(wanted)
  const payloads = new Set<string>()
  for (const { user, event, payload, at } of heard) {
    const name = `${user} ${event}`
    tally.events++
    if (payloads.has(payload)) tally.twice++
    else if (missing.delete(name)) tally.latencies.push(Math.max(0, at - answeredAt))
    else tally.misled++
    payloads.add(payload)
  }
  tally.missed += missing.size
}
