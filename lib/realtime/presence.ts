import { channelOf } from './channel'
import { type RealtimeSettings, realtimeSettings } from './settings'
import { hostedPusher, inTime } from './transport'

const TIMEOUT_MS = 1_000

/** Tells which of some channels somebody listens to, in whatever instance. */
export interface Occupancy {
  occupied(channels: readonly string[]): Promise<Iterable<string>>
}

// The server around the bundled application is another module graph in the same process; it leaves this here.
const holder = globalThis as typeof globalThis & { __erpAccessOccupancy?: Occupancy }

/** Makes the embedded server of this process known to the application; undefined where there is none. */
export function offerOccupancy(occupancy: Occupancy | undefined) {
  holder.__erpAccessOccupancy = occupancy
}

const PREFIX = channelOf('')

let hosted: { place: string; pusher: ReturnType<typeof hostedPusher> } | undefined

function pusherOf(settings: RealtimeSettings) {
  const place = JSON.stringify(settings)
  if (hosted?.place !== place) hosted = { place, pusher: hostedPusher(settings, TIMEOUT_MS, 5) }
  return hosted.pusher
}

async function askHosted(settings: RealtimeSettings): Promise<string[]> {
  const params = { filter_by_prefix: PREFIX }
  const response = await pusherOf(settings).get({ path: '/channels', params })
  const { channels } = (await response.json()) as { channels: Record<string, unknown> }
  return Object.keys(channels)
}

async function ask(userIds: readonly string[]): Promise<Set<string> | undefined> {
  const settings = realtimeSettings()
  const { __erpAccessOccupancy: embedded } = holder
  if (settings.embedded && !embedded) return undefined
  const occupied = new Set(
    settings.embedded
      ? await embedded!.occupied(userIds.map(channelOf))
      : await askHosted(settings),
  )
  return new Set(userIds.filter((id) => occupied.has(channelOf(id))))
}

/** Which of these users have a page open; undefined when that cannot be learned within a second. */
export async function onlineAmong(userIds: readonly string[]): Promise<Set<string> | undefined> {
  if (userIds.length === 0) return new Set()
  // Whatever goes wrong, who is online is only a remark to the answer.
  return inTime(ask(userIds), TIMEOUT_MS).catch(() => undefined)
}
