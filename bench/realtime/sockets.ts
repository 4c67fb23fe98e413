import { type ChildProcess, fork, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Running, residentMegabytes } from '../ground'
import { printColumns } from '../table'
import type { Connected, Flooded, Order, Published } from './crowd'
import { conclude, p95, SPREAD, spreadCells } from './figures'
import { Memory } from './memory'
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
    const { memory, env } = await Memory.plan()
    const server = await stage.start(env)
    const crowd = fork('bench/realtime/crowd.ts', {
      execArgv: ['--import', 'tsx'],
      env: { ...process.env, ...stage.env },
    })
    try {
      conclude(await measure({ server, memory, crowd }, count))
    } finally {
      memory.close()
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

interface Scene {
  server: Running
  memory: Memory
  crowd: ChildProcess
}

async function measure(scene: Scene, count: number): Promise<string[]> {
  const { server, memory, crowd } = scene
  // So that what the first sockets load is not counted for the others.
  await order<Connected>(crowd, { kind: 'connect', count: WARM_UP_SOCKETS })
  await order<Published>(crowd, { kind: 'publish', times: 100 })
  await sleep(SETTLE_MS)
  const before = await memory.settled(server)
  const { open } = await order<Connected>(crowd, { kind: 'connect', count })
  await sleep(SETTLE_MS)
  const after = await memory.settled(server)
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
  return [...promises, ...(await measureFlood(scene))]
}

/** The same flood to nobody first, so that what remains is the client's part. */
async function measureFlood(scene: Scene): Promise<string[]> {
  const [nobody, reader] = [await flood(scene, false), await flood(scene, true)]
  printColumns(
    [
      `${FLOOD_MEGABYTES} MB to`,
      'dropped after MB',
      'before MB',
      'peak MB',
      'after MB',
      'others lost',
    ],
    [
      { name: 'a channel of nobody', ...nobody },
      { name: 'a client that does not read', ...reader },
    ].map(({ name, dropped, before, peak, after, lost }) => [
      ...[name, dropped?.toFixed(1) ?? '-'],
      ...[before, peak, after].map((size) => size.toFixed(0)),
      String(lost),
    ]),
  )
  const grown = reader.peak - nobody.peak
  return [
    ...(reader.dropped === null ? ['The client that does not read was not dropped.'] : []),
    ...(reader.lost > 0 ? [`${reader.lost} other sockets were lost.`] : []),
    ...(grown > MOST_GROWTH_MEGABYTES ? [`It has cost ${grown.toFixed(0)} MB.`] : []),
  ]
}

async function flood({ server, memory, crowd }: Scene, isHeard: boolean) {
  const before = await memory.settled(server)
  let peak = before
  const watch = setInterval(() => {
    peak = Math.max(peak, residentMegabytes(server))
  }, 100)
  const what: Order = { kind: 'flood', megabytes: FLOOD_MEGABYTES, isHeard }
  const { droppedAfterMegabytes: dropped, lost } = await order<Flooded>(crowd, what)
  clearInterval(watch)
  return { before, peak, after: await memory.settled(server), dropped, lost }
}
