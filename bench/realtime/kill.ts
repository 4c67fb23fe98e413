import { setTimeout as sleep } from 'node:timers/promises'
import type { Running } from '../ground'
import { printColumns } from '../table'
import { Api } from './api'
import { conclude, spread } from './figures'
import { type Company, give, makeCompany, makePeople, makeRole, type Person, take } from './people'
import { type Mood, PusherStandIn, type Received } from './pusher-stand-in'
import { onStage, type Stage } from './stage'

const PATIENCE_MS = 60_000
/** For events that come once more. */
const AFTERMATH_MS = 300
/** Each strike gives a role and takes it away. */
const CHANGES = 2

interface Moment {
  name: string
  mood: Mood
  /** What has happened when the server is killed, since there were so many events and refusals. */
  hasCome(pusher: PusherStandIn, received: number, refused: number): boolean
}

const MOMENTS: Moment[] = [
  { name: 'before Pusher heard of it', mood: 'ignore', hasCome: () => true },
  {
    name: 'before Pusher answered',
    mood: 'hold',
    hasCome: (pusher, received) => pusher.received.length > received,
  },
  {
    name: 'after failed attempts',
    mood: 'cut',
    hasCome: (pusher, _, refused) => pusher.refused > refused + 1,
  },
]

interface Outcome {
  events: number
  delivered: number
  /** Delivered although Pusher had them before, or more than once. */
  twice: number
  /** Milliseconds from the start of the next process, and from when it was ready. */
  sinceStart: number[]
  sinceReady: number[]
}

interface Scene {
  stage: Stage
  pusher: PusherStandIn
  env: Record<string, string>
  company: Company
  person: Person
  role: string
}

/** Kills the server again and again between the commit of a change and its broadcast. */
export const kill = (times: number) =>
  onStage(async (stage) => {
    const pusher = new PusherStandIn()
    try {
      const env = await pusher.open()
      let server = await stage.start(env)
      const scene = { stage, pusher, env, ...(await cast(stage, new Api(server.url))) }
      const outcomes = new Map<string, Outcome[]>()
      for (let time = 0; time < times; time++) {
        const moment = MOMENTS[time % MOMENTS.length]!
        const { outcome, next } = await strike(scene, server, moment)
        outcomes.set(moment.name, [...(outcomes.get(moment.name) ?? []), outcome])
        server = next
      }
      conclude(report(outcomes))
    } finally {
      pusher.close()
    }
  })

async function cast(stage: Stage, api: Api) {
  const root = await stage.superuser(api)
  const company = await makeCompany(api, root)
  const [person] = await makePeople(api, root, company.id, 1)
  return { company, person: person!, role: await makeRole(api, company, ['VIEW_USERS']) }
}

async function strike(scene: Scene, server: Running, { mood, hasCome }: Moment) {
  const { stage, pusher, env, company, person, role } = scene
  const api = new Api(server.url)
  const last = await versionOf(api, person)
  const [received, refused] = [pusher.received.length, pusher.refused]
  pusher.mood = mood
  await give(api, company.admin.token, person, role)
  await take(api, company.admin.token, person, role)
  await until(() => hasCome(pusher, received, refused))
  await server.kill()
  const killed = pusher.received.length
  pusher.mood = 'answer'
  const from = performance.now()
  const next = await stage.start(env)
  const readyAt = performance.now()
  const versions = Array.from({ length: CHANGES }, (_, index) => last + 1 + index)
  const after = () => pusher.received.slice(killed)
  const arrivals = () => versions.flatMap((version) => arrivalOf(version, after()))
  // Without a request before, which would wake whatever only begins with the first one.
  await until(() => arrivals().length === CHANGES)
  await sleep(AFTERMATH_MS)
  const committed = (await versionOf(new Api(next.url), person)) - last
  if (committed !== CHANGES) throw new Error(`${committed} changes were committed, not ${CHANGES}.`)
  const before = pusher.received.slice(received, killed)
  const outcome: Outcome = {
    events: CHANGES,
    delivered: arrivals().length,
    twice:
      before.length + after().length - new Set(pusher.received.slice(received).map(keyOf)).size,
    sinceStart: arrivals().map(({ at }) => at - from),
    sinceReady: arrivals().map(({ at }) => Math.max(0, at - readyAt)),
  }
  return { outcome, next }
}

const keyOf = ({ user, version }: Received) => `${user} ${version}`

function arrivalOf(version: number, received: Received[]): Received[] {
  const first = received.find((event) => event.version === version)
  return first ? [first] : []
}

async function versionOf(api: Api, { token }: Person): Promise<number> {
  const { body } = await api.call<{ version: number }>('GET', 'auth/me/', token)
  return body.version
}

/** Waits until it is so, or for long. */
async function until(isSo: () => boolean) {
  const limit = performance.now() + PATIENCE_MS
  while (!isSo() && performance.now() < limit) await sleep(2)
}

function report(outcomes: Map<string, Outcome[]>): string[] {
  const lines = [...outcomes].map(([name, each]) => ({
    name,
    kills: each.length,
    events: sum(each.map(({ events }) => events)),
    delivered: sum(each.map(({ delivered }) => delivered)),
    twice: sum(each.map(({ twice }) => twice)),
    sinceStart: each.flatMap(({ sinceStart }) => sinceStart),
    sinceReady: each.flatMap(({ sinceReady }) => sinceReady),
  }))
  const spreads = (since: string) => ['p50', 'p95', 'max'].map((part) => `${since} ${part}`)
  console.log('Milliseconds from the start of the next process, and from when it was ready:')
  printColumns(
    ['killed', 'kills', 'events', 'delivered', 'twice', ...spreads('start'), ...spreads('ready')],
    lines.map(({ name, kills, events, delivered, twice, sinceStart, sinceReady }) => [
      ...[name, ...[kills, events, delivered, twice].map(String)],
      ...[sinceStart, sinceReady].flatMap(milliseconds),
    ]),
  )
  return lines
    .filter(({ events, delivered }) => delivered < events)
    .map(({ name, events, delivered }) => `${name}: ${events - delivered} events were lost.`)
}

function milliseconds(numbers: number[]) {
  const [p50, p95, , max] = spread(numbers)
  return [p50!, p95!, max!].map((ms) => ms.toFixed(0))
}

const sum = (numbers: number[]) => numbers.reduce((all, one) => all + one, 0)
