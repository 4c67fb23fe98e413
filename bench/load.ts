import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { decodeJwt } from 'jose'
import postgres from 'postgres'
import { connectEmbedded } from '@/db/embedded'
import { toCursor } from '@/lib/audit-logs/cursor'
import type { Hand } from './bare'
import { type Case, casesOf, type Facts } from './cases'
import type { Job, Result } from './driver'
import {
  DATA_DIR,
  prepareGround,
  type Running,
  residentMegabytes,
  startProgram,
  startServer,
} from './ground'
import { type Line, printTable } from './table'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '3' },
    rounds: { type: 'string', default: '2' },
    only: { type: 'string', default: '' },
  },
})
const SECONDS = Number(values.seconds)
const ROUNDS = Number(values.rounds)
const MOST = 20_000
const WARM_UP_SECONDS = 1
const DEPTH = 900_000

async function factsOf(sql: postgres.Sql, app: Running, password: string) {
  const people = await sql<{ id: string; email: string; company: string; is_admin: boolean }[]>`
    select u.id, u.email, u.company_id as company, exists (
      select from user_roles ur join roles r on r.company_id = ur.company_id and r.id = ur.role_id
      where ur.company_id = u.company_id and ur.user_id = u.id and r.is_system) as is_admin
    from users u join companies c on c.id = u.company_id and c.name = 'Bench'
    where u.is_active and u.locked_until is null order by u.id limit 400`
  const admin = people.find((person) => person.is_admin)
  const [late] = await sql<{ timestamp: string; id: string }[]>`
    select to_char(timestamp at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as timestamp, id
    from audit_logs order by audit_logs.timestamp desc, id desc offset ${DEPTH} limit 1`
  if (!admin || !late) throw new Error('The database is not the one this program prepared.')
  const response = await fetch(`${app.url}/api/auth/login/`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: admin.email, password }),
  })
  // Safe because a sign-in that succeeds answers so.
  const { access } = (await response.json()) as { access: string }
  const facts: Facts = {
    ...{ token: access, password, late: { ...late, cursor: toCursor(late) } },
    people: people.filter((person) => !person.is_admin),
  }
  return { facts, company: admin.company }
}

function handOf(database: string, company: string, token: string): Hand {
  const read = (name: string) => JSON.parse(readFileSync(join(DATA_DIR, name), 'utf8'))
  return {
    ...{ database, company, issuer: decodeJwt(token).iss ?? '' },
    pepper: read('secrets.json').PASSWORD_PEPPER,
    key: read('keys.json').keys[0].private_jwk,
  }
}

async function run(driver: ChildProcess, job: Job): Promise<Result> {
  const answered = once(driver, 'message')
  driver.send(job)
  const [result] = await answered
  return result
}

const quantile = (sorted: number[], part: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0

interface Round {
  result: Result
  /** Milliseconds that the server's own process was on a core. */
  cpu: number
}

function summed(rounds: Round[]) {
  const results = rounds.map(({ result }) => result)
  const latencies = results.flatMap((result) => result.latencies).sort((a, b) => a - b)
  const sum = (of: (result: Result) => number) => results.reduce((all, one) => all + of(one), 0)
  return {
    rate: sum(({ requests }) => requests) / sum(({ seconds }) => seconds),
    p50: quantile(latencies, 0.5),
    p99: quantile(latencies, 0.99),
    failures: sum(({ failures }) => failures),
    cpu: rounds.reduce((all, { cpu }) => all + cpu, 0) / sum(({ requests }) => requests),
  }
}

/** Alternately, so that whatever else the machine does hits both. */
async function compare(
  driver: ChildProcess,
  app: Running,
  bare: Running,
  one: Case,
): Promise<Line> {
  const job = async (server: Running, calls: Case['app'], seconds: number): Promise<Round> => {
    const { url } = server
    const before = cpuOf(server)
    const { connections } = one
    const result = await run(driver, { url, calls, seconds, connections, most: MOST })
    return { result, cpu: cpuOf(server) - before }
  }
  await job(app, one.app, WARM_UP_SECONDS)
  await job(bare, one.bare, WARM_UP_SECONDS)
  const ofApp: Round[] = []
  const ofBare: Round[] = []
  for (let round = 0; round < ROUNDS; round++) {
    ofApp.push(await job(app, one.app, SECONDS))
    ofBare.push(await job(bare, one.bare, SECONDS))
  }
  return { name: one.name, app: summed(ofApp), bare: summed(ofBare) }
}

/** What Linux has charged a process for; NaN elsewhere. Its unit there is a hundredth of a second. */
function cpuOf({ pid }: Running): number {
  if (!existsSync(`/proc/${pid}/stat`)) return Number.NaN
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) * 10
}

async function main() {
  const { password } = await prepareGround()
  const app = await startServer({})
  const { url } = await connectEmbedded(DATA_DIR)
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  const endings: (() => unknown)[] = [() => app.stop(), () => sql.end()]
  try {
    const { facts, company } = await factsOf(sql, app, password)
    const hand = handOf(url, company, facts.token)
    const bare = await startProgram('bench/bare.ts', { BARE: JSON.stringify(hand) })
    endings.push(() => bare.stop())
    const driver = fork('bench/driver.ts', { execArgv: ['--import', 'tsx'] })
    endings.push(() => driver.kill())
    const before = [residentMegabytes(app), residentMegabytes(bare)]
    const lines: Line[] = []
    for (const one of casesOf(facts).filter(({ name }) => name.includes(values.only))) {
      lines.push(await compare(driver, app, bare, one))
    }
    console.log(
      `${availableParallelism()} cores, Node ${process.version}, ${ROUNDS} × ${SECONDS} s each`,
    )
    printTable(lines)
    const after = [residentMegabytes(app), residentMegabytes(bare)]
    const megabytes = (index: number) =>
      `${before[index]?.toFixed(0)} MB before, ${after[index]?.toFixed(0)} MB after`
    console.log(`Memory (RSS): application ${megabytes(0)}; bare ${megabytes(1)}`)
  } finally {
    for (const end of endings.reverse()) await end()
  }
}

await main()
