import { type ChildProcess, fork, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Running, residentMegabytes } from '../ground'
import { printColumns } from '../table'
import { Api } from './api'
import type { Connected, Flooded, Order, Published } from './crowd'
import { conclude, p95, SPREAD, spreadCells } from './figures'
import { onStage } from './stage'

const TARGET_MS = 50
const PUBLISHED = 1_000
const FLOOD_MEGABYTES = 100
/** Half of the flood: were it kept for the client, it would be more than all of it. */
const MOST_GROWTH_MEGABYTES = FLOOD_MEGABYTES / 2
/** For what both processes need besides the sockets. */
const OTHER_FILES = 500
const WARM_UP_SOCKETS = 200
const SETTLE_MS = 10_000

/** What open sockets cost the server, how fast it reaches one of them, and what a client costs that does not read. */
export async function sockets(count: number) {
  assertFiles(count + OTHER_FILES)
  await onStage(async (stage) => {
    const server = await stage.start()
    const api = new Api(server.url)
    await stage.superuser(api)
    const crowd = fork('bench/realtime/crowd.ts', {
      execArgv: ['--import', 'tsx'],
      env: { ...process.env, ...stage.env },
    })
    try {
      conclude(await measure(server, crowd, count))
    } finally {
      crowd.kill()
    }
  })
}

/** Throws one line when this user may not open so many files. */
function assertFiles(wanted: number) {
  const limit = spawnSync('sh', ['-c', 'ulimit -n'], { encoding: 'utf8' }).stdout.trim()
  if (limit === 'unlimited' || Number(limit) >= wanted) return
  throw new Error(
    `A process may open ${limit} files here (ulimit -n); ${wanted} are needed. Ask for fewer with --sockets.`,
  )
}

async function order<T>(crowd: ChildProcess, what: Order): Promise<T> {
  const answered = once(crowd, 'message')
  const ended = once(crowd, 'exit').then(() => {
    throw new Error('The crowd has ended.')
  })
  crowd.send(what)
  const [answer] = await Promise.race([answered, ended])
  return answer
}

async function measure(server: Running, crowd: ChildProcess, count: number): Promise<string[]> {
  // So that what the first sockets load is not counted for the others.
  await order<Connected>(crowd, { kind: 'connect', count: WARM_UP_SOCKETS })
  await order<Published>(crowd, { kind: 'publish', times: 100 })
  await sleep(SETTLE_MS)
  const before = residentMegabytes(server)
  const { open } = await order<Connected>(crowd, { kind: 'connect', count })
  await sleep(SETTLE_MS)
  const after = residentMegabytes(server)
  const { latencies } = await order<Published>(crowd, { kind: 'publish', times: PUBLISHED })
  const kilobytes = ((after - before) * 1024) / (open - WARM_UP_SOCKETS)
  printColumns(
    ['', 'before MB', 'after MB', 'kB per socket', ...SPREAD],
    [
      [
        ...[`${open} sockets`, before.toFixed(0), after.toFixed(0), kilobytes.toFixed(1)],
        ...spreadCells(latencies),
      ],
    ],
  )
  const promises = [
    ...(open < count ? [`${count - open} sockets did not stay open.`] : []),
    ...(p95(latencies) >= TARGET_MS ? [`The p95 is not below ${TARGET_MS} ms.`] : []),
  ]
  return [...promises, ...(await measureFlood(server, crowd))]
}

/** The same flood to nobody first, so that what remains is the client's part. */
async function measureFlood(server: Running, crowd: ChildProcess): Promise<string[]> {
  const [nobody, reader] = [await flood(server, crowd, false), await flood(server, crowd, true)]
  printColumns(
    [`${FLOOD_MEGABYTES} MB to`, 'dropped after MB', 'before MB', 'peak MB', 'others lost'],
    [
      { name: 'a channel of nobody', ...nobody },
      { name: 'a client that does not read', ...reader },
    ].map(({ name, dropped, before, peak, lost }) => [
      ...[name, dropped?.toFixed(1) ?? '-', before.toFixed(0), peak.toFixed(0), String(lost)],
    ]),
  )
  const grown = reader.peak - nobody.peak
  return [
    ...(reader.dropped === null ? ['The client that does not read was not dropped.'] : []),
    ...(reader.lost > 0 ? [`${reader.lost} other sockets were lost.`] : []),
    ...(grown > MOST_GROWTH_MEGABYTES ? [`It has cost ${grown.toFixed(0)} MB.`] : []),
  ]
}

async function flood(server: Running, crowd: ChildProcess, isHeard: boolean) {
  const before = residentMegabytes(server)
  let peak = before
  const watch = setInterval(() => {
    peak = Math.max(peak, residentMegabytes(server))
  }, 100)
  const what: Order = { kind: 'flood', megabytes: FLOOD_MEGABYTES, isHeard }
  const { droppedAfterMegabytes: dropped, lost } = await order<Flooded>(crowd, what)
  clearInterval(watch)
  await sleep(SETTLE_MS)
  return { before, peak, dropped, lost }
}
