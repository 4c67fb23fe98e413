import { randomUUID } from 'node:crypto'
import type { Bus, BusMessage } from './bus'
import type { Hub, Question } from './hub'

type Ask = Extract<BusMessage, { kind: 'ask' }>
type Answer = Extract<BusMessage, { kind: 'answer' }>
type Counts = Answer['counts']

/** Counts the subscribers of channels over all instances. */
export class Census {
  private readonly asked = new Map<string, (counts: Counts) => void>()

  constructor(
    private readonly app: string,
    private readonly hub: Hub,
    private readonly bus: Bus,
    private readonly patienceMs: number,
  ) {}

  /** The channels somebody listens to; an instance that does not answer in time is left out. */
  async count(question: Question): Promise<Map<string, number>> {
    const totals = new Map<string, number>()
    const add = (counts: Counts) => {
      for (const [name, count] of counts) totals.set(name, (totals.get(name) ?? 0) + count)
    }
    add(this.hub.count(question))
    const others = (await this.bus.peers()) - 1
    if (others > 0) await this.ask(question, others, add)
    return totals
  }

  async onAsk({ id, channels, prefix }: Ask): Promise<void> {
    if (this.asked.has(id)) return
    const counts = this.hub.count({ channels, prefix })
    await this.bus.send([{ kind: 'answer', app: this.app, id, counts }])
  }

  onAnswer({ id, counts }: Answer) {
    this.asked.get(id)?.(counts)
  }

  private async ask(question: Question, others: number, add: (counts: Counts) => void) {
    const id = randomUUID()
    const { promise: answered, resolve } = withResolver()
    let missing = others
    this.asked.set(id, (counts) => {
      add(counts)
      if (--missing === 0) resolve()
    })
    let patience: NodeJS.Timeout | undefined
    try {
      await this.bus.send([{ kind: 'ask', app: this.app, id, ...question }])
      patience = setTimeout(resolve, this.patienceMs)
      await answered
    } finally {
      clearTimeout(patience)
      this.asked.delete(id)
    }
  }
}

function withResolver() {
  let resolve = () => {}
  const promise = new Promise<void>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}
