import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import postgres from 'postgres'
import { startEmbedded } from '@/db/embedded'
import { toCursor } from '@/lib/audit-logs/cursor'
import { DATA_DIR, prepareGround, startServer } from './ground'
import { journey, type Step, type Take } from './journey'
import { type SlowPath, slowPathTo } from './proxy'
import { printColumns } from './table'

const DELAY_MS = 20
const ROUND_TRIP_MS = 2 * DELAY_MS
const WARM_UPS = 3
const ROUNDS = 5
/** What the promise of a read is. */
const MOST_WAITS_OF_A_READ = 2

interface Measured {
  kind: Step['kind']
  near: number[]
  far: number[]
  turns: number[]
}

/** Calls the server one request after the other, and notes how long each took on a near and on a far database. */
function taker(url: string, path: SlowPath, measured: Map<string, Measured>): Take {
  return async ({ kind, name, method, path: target, token, body }) => {
    // The end of a read's transaction is still under way after its answer.
    if (path.delay > 0) await sleep(3 * ROUND_TRIP_MS)
    const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {}
    if (body) headers['content-type'] = 'application/json'
    const turnsBefore = path.turns
    const from = performance.now()
    const response = await fetch(url + target, {
      method,
      headers,
      body: body && JSON.stringify(body),
    })
    const text = await response.text()
    const took = performance.now() - from
    if (!response.ok) throw new Error(`${name} answered ${response.status}: ${text}`)
    const entry = measured.get(name) ?? { kind, near: [], far: [], turns: [] }
    measured.set(name, entry)
    if (path.delay > 0) {
      entry.far.push(took)
      entry.turns.push(path.turns - turnsBefore)
    } else entry.near.push(took)
    return text ? JSON.parse(text) : {}
  }
}

function report(measured: Map<string, Measured>): string[] {
  const broken: string[] = []
  const rows = [...measured]
    .toSorted(([, a], [, b]) => a.kind.localeCompare(b.kind))
    .map(([name, { kind, near, far, turns }]) => {
      const [fastNear, fastFar] = [Math.min(...near), Math.min(...far)]
      const waits = (fastFar - fastNear) / ROUND_TRIP_MS
      const counted = Math.min(...turns)
      // The count has also what the server asks for by itself meanwhile, the time also what the database works.
      const isBroken = Math.min(counted, Math.round(waits)) > MOST_WAITS_OF_A_READ
      if (kind === 'read' && isBroken) broken.push(name)
      const [nearMs, farMs] = [fastNear.toFixed(1), fastFar.toFixed(1)]
      return [name, kind, counted.toFixed(0), waits.toFixed(1), nearMs, farMs]
    })
  printColumns(['', 'kind', 'counted', 'by time', 'near ms', 'far ms'], rows)
  return broken
}

async function peopleOf(url: string, password: string) {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    const [admin] = await sql<{ email: string }[]>`
      select u.email from users u
      join companies c on c.id = u.company_id and c.name = 'Bench'
      join user_roles ur on ur.company_id = u.company_id and ur.user_id = u.id and ur.revoked_at is null
      join roles r on r.company_id = ur.company_id and r.id = ur.role_id and r.is_system
      where u.is_active order by u.id limit 1`
    const [late] = await sql<{ timestamp: string; id: string }[]>`
      select to_char(timestamp at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as timestamp, id
      from audit_logs order by audit_logs.timestamp, id offset 100000 limit 1`
    if (!admin || !late) throw new Error('The database is not the one this program prepared.')
    return { admin: { ...admin, password }, cursor: toCursor(late) }
  } finally {
    await sql.end()
  }
}

/** What a server with a database elsewhere is configured with. */
function environment(databaseUrl: string, path: SlowPath) {
  const url = new URL(databaseUrl)
  url.port = String(path.port)
  const secrets = JSON.parse(readFileSync(join(DATA_DIR, 'secrets.json'), 'utf8'))
  return {
    ...secrets,
    DATABASE_URL: url.toString(),
    KEY_RING: join(DATA_DIR, 'keys.json'),
    HOST: '127.0.0.1',
  }
}

async function main() {
  const { password, superuser } = await prepareGround()
  const database = await startEmbedded(DATA_DIR)
  const path = await slowPathTo({ host: '127.0.0.1', port: Number(new URL(database.url).port) })
  const endings: (() => Promise<void>)[] = [() => database.stop(), () => path.close()]
  try {
    const { admin, cursor } = await peopleOf(database.url, password)
    const app = await startServer(environment(database.url, path))
    endings.push(() => app.stop())
    const measured = new Map<string, Measured>()
    const travel = (into: Map<string, Measured>) =>
      journey(taker(app.url, path, into), admin, { email: superuser, password }, cursor)
    for (let round = 0; round < WARM_UPS; round++) await travel(new Map())
    for (let round = 0; round < ROUNDS; round++) await travel(measured)
    path.delay = DELAY_MS
    for (let round = 0; round < ROUNDS; round++) await travel(measured)
    path.delay = 0
    console.log(`Round trip to the database: ${ROUND_TRIP_MS} ms. The fastest of ${ROUNDS}.`)
    const broken = report(measured)
    if (broken.length > 0) {
      console.log(`More than ${MOST_WAITS_OF_A_READ} waits: ${broken.join(', ')}`)
      process.exitCode = 1
    } else console.log(`Every read waits at most ${MOST_WAITS_OF_A_READ} times.`)
  } finally {
    for (const end of endings.reverse()) await end()
  }
}

await main()
