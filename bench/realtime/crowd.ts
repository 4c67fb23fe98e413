import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import Pusher from 'pusher'
import { WebSocket } from 'ws'
import { channelOf } from '@/lib/realtime/channel'
import { realtimeSettings } from '@/lib/realtime/settings'

export type Order =
  | { kind: 'connect'; count: number }
  | { kind: 'publish'; times: number }
  | { kind: 'flood'; megabytes: number; isHeard: boolean }

export interface Connected {
  open: number
}

/** Milliseconds from the call of the HTTP API to the event in the client's hands. */
export interface Published {
  latencies: number[]
}

export interface Flooded {
  /** What was sent to the client that does not read, until it was dropped. */
  droppedAfterMegabytes: number | null
  /** Other sockets that were closed meanwhile. */
  lost: number
}

interface Member {
  user: string
  socket: WebSocket
  hear?: (event: string) => void
}

const AT_ONCE = 100
const PATIENCE_MS = 30_000
const EVENT_BYTES = 10_000
const BATCH = 10

const { appId, key, secret } = realtimeSettings()
const port = process.env.PORT ?? ''
const api = new Pusher({ appId, key, secret, host: '127.0.0.1', port, useTLS: false })
const members: Member[] = []

/** A client as small as it can be, since what is measured is the server. */
function join(): Promise<Member> {
  const address = `ws://127.0.0.1:${port}/app/${key}?protocol=7&client=bench&version=1.0`
  const socket = new WebSocket(address, { perMessageDeflate: false })
  const member: Member = { user: randomUUID(), socket }
  const channel = channelOf(member.user)
  const say = (event: string, data: object) => socket.send(JSON.stringify({ event, data }))
  return new Promise((done, fail) => {
    socket.on('error', fail)
    socket.on('close', (code) => fail(new Error(`The server closed a socket with ${code}.`)))
    socket.on('message', (raw) => {
      const { event, data } = JSON.parse(raw.toString())
      if (event === 'pusher:connection_established') {
        const { socket_id } = JSON.parse(data)
        say('pusher:signin', api.authenticateUser(socket_id, { id: randomUUID() }))
        say('pusher:subscribe', { channel, ...api.authorizeChannel(socket_id, channel) })
      } else if (event === 'pusher_internal:subscription_succeeded') done(member)
      else if (event === 'pusher:ping') say('pusher:pong', {})
      else member.hear?.(event)
    })
  })
}

async function connect(count: number): Promise<Connected> {
  while (members.length < count) {
    const missing = Math.min(AT_ONCE, count - members.length)
    members.push(...(await Promise.all(Array.from({ length: missing }, join))))
  }
  return { open: openMembers().length }
}

const openMembers = () => members.filter(({ socket }) => socket.readyState === WebSocket.OPEN)

async function publish(times: number): Promise<Published> {
  const latencies: number[] = []
  for (let time = 0; time < times; time++) {
    const member = members[Math.floor(Math.random() * members.length)]!
    const from = performance.now()
    const heardAt = new Promise<number>((done, fail) => {
      const late = new Error('An event did not arrive.')
      const limit = setTimeout(() => fail(late), PATIENCE_MS)
      member.hear = () => {
        clearTimeout(limit)
        done(performance.now())
      }
    })
    await api.trigger(channelOf(member.user), 'permissionUpdate', { version: time })
    latencies.push((await heardAt) - from)
    member.hear = undefined
  }
  return { latencies }
}

/** Sends to a client that has stopped to read, or to nobody; goes on when the client is dropped. */
async function flood(megabytes: number, isHeard: boolean): Promise<Flooded> {
  const member = isHeard ? members.shift() : undefined
  member?.socket.pause()
  const channel = channelOf(member?.user ?? randomUUID())
  const data = 'x'.repeat(EVENT_BYTES)
  const batch = Array.from({ length: BATCH }, () => ({ channel, name: 'permissionUpdate', data }))
  let droppedAfterMegabytes: number | null = null
  for (let sent = 0; sent < megabytes * 1e6; sent += BATCH * EVENT_BYTES) {
    await api.triggerBatch(batch)
    const isDropped = member && droppedAfterMegabytes === null && !(await isOccupied(channel))
    if (isDropped) droppedAfterMegabytes = (sent + BATCH * EVENT_BYTES) / 1e6
  }
  await sleep(1_000)
  member?.socket.terminate()
  return { droppedAfterMegabytes, lost: members.length - openMembers().length }
}

async function isOccupied(channel: string): Promise<boolean> {
  const response = await api.get({ path: `/channels/${channel}` })
  // Safe because Pusher's HTTP API answers so.
  const { occupied } = (await response.json()) as { occupied: boolean }
  return occupied
}

function follow(order: Order): Promise<Connected | Published | Flooded> {
  if (order.kind === 'connect') return connect(order.count)
  if (order.kind === 'publish') return publish(order.times)
  return flood(order.megabytes, order.isHeard)
}

// A process of its own, so that its memory does not count as the server's.
process.on('message', async (order: Order) => {
  try {
    process.send?.(await follow(order))
  } catch (error) {
    console.error(error)
    process.exit(1)
  }
})
