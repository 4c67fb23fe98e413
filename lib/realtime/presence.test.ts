import { uuidv7 } from 'uuidv7'
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { connect, newApp, startServer, subscribe } from '@/lib/testing/embedded-realtime'
import { eventually } from '@/lib/testing/eventually'
import { PusherStandIn } from '@/lib/testing/pusher-stand-in'
import { channelOf } from './channel'
import { DatabaseBus } from './embedded/bus'

/** The presence of a process that starts with these variables. */
async function presenceWith(variables: Record<string, string> = {}) {
  vi.resetModules()
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value)
  const presence = await import('./presence')
  onTestFinished(() => presence.offerOccupancy(undefined))
  return presence
}

afterEach(() => vi.unstubAllEnvs())

const [here, away] = [uuidv7(), uuidv7()]

async function timed<T>(work: Promise<T>) {
  const from = performance.now()
  return { result: await work, ms: performance.now() - from }
}

describe('who is online', () => {
  const pusher = new PusherStandIn()
  let variables: Record<string, string>

  beforeEach(async () => {
    variables = await pusher.start()
    onTestFinished(() => pusher.stop())
    pusher.forget()
    pusher.occupied.push(channelOf(here), channelOf(uuidv7()), 'private-other')
  })

  it('is what Pusher says of their channels', async () => {
    const { onlineAmong } = await presenceWith(variables)
    expect(await onlineAmong([here, away])).toEqual(new Set([here]))
    expect(pusher.calls).toEqual(['/apps/1/channels'])
    expect(await onlineAmong([])).toEqual(new Set())
    expect(pusher.calls).toHaveLength(1)
  })

  it.each(['silent', 500, 401] as const)(
    'is unknown, and soon so, while Pusher answers %s',
    async (behaviour) => {
      pusher.behaviour = behaviour
      const { onlineAmong } = await presenceWith(variables)
      const { result, ms } = await timed(onlineAmong([here]))
      expect(result).toBeUndefined()
      expect(ms).toBeLessThan(5_000)
    },
  )
})

describe('who is online without Pusher', () => {
  it('is unknown where no embedded server runs', async () => {
    const { onlineAmong } = await presenceWith()
    expect(await onlineAmong([here])).toBeUndefined()
  })

  it('is what all instances of the embedded server say together', async () => {
    const app = newApp()
    const start = async () => {
      const bus = new DatabaseBus()
      const started = await startServer({ app, bus, limits: { answerMs: 800 } })
      await eventually(() => expect(bus.isListening).toBe(true))
      return started
    }
    const [one, other] = [await start(), await start()]
    const { onlineAmong, offerOccupancy } = await presenceWith()
    offerOccupancy(one.server)
    const ids = [uuidv7(), uuidv7(), uuidv7()]
    await subscribe(one, await connect(one), channelOf(ids[0]!))
    await subscribe(other, await connect(other), channelOf(ids[1]!))
    await eventually(async () => expect(await onlineAmong(ids)).toEqual(new Set([ids[0], ids[1]])))
  })

  it('is unknown when the embedded server fails or takes too long', async () => {
    const { onlineAmong, offerOccupancy } = await presenceWith()
    offerOccupancy({ occupied: () => Promise.reject(new Error('away')) })
    expect(await onlineAmong([here])).toBeUndefined()
    offerOccupancy({ occupied: () => new Promise(() => {}) })
    const { result, ms } = await timed(onlineAmong([here]))
    expect(result).toBeUndefined()
    expect(ms).toBeLessThan(5_000)
  })
})
