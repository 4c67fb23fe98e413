import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { FakeLocks, FakeServer, FakeTab, pass, settle } from './sandbox'

let server: FakeServer
let locks: FakeLocks | undefined
let tabs: FakeTab[]

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
  server = new FakeServer()
  locks = new FakeLocks()
  tabs = []
})

afterEach(() => {
  for (const tab of tabs) tab.live.stop()
  vi.useRealTimers()
})

/** Tabs of one browser, of which the first is connected. */
async function open(count: number) {
  for (let index = 0; index < count; index++) {
    tabs.push(new FakeTab(server, locks))
    await settle()
  }
  tabs[0]!.link!.connected()
  await settle()
  return tabs as [FakeTab, FakeTab, FakeTab]
}

it('shares one connection among the tabs', async () => {
  const [leader, ...followers] = await open(3)
  expect(tabs.map(({ links }) => links)).toEqual([1, 0, 0])
  expect(tabs.map(({ state }) => state.status)).toEqual(['live', 'live', 'live'])
  const reads = server.reads
  leader.link!.changed(server.give('VIEW_ROLES'))
  await settle()
  expect(server.reads).toBe(reads + 1)
  for (const { state } of followers) {
    expect(state).toMatchObject({ version: 2, change: { gained: ['VIEW_ROLES'] } })
  }
  leader.link!.lost()
  await pass(5_100)
  expect(tabs.map(({ state }) => state.status)).toEqual(Array(3).fill('reconnecting'))
})

it('tells a new tab what the leader knows', async () => {
  const [leader] = await open(1)
  const rendered = server.me
  server.give()
  leader.show('visible')
  await settle()
  const late = new FakeServer()
  late.me = rendered
  const tab = new FakeTab(late, locks)
  tabs.push(tab)
  await settle()
  expect(tab.state).toMatchObject({ version: 2, status: 'live' })
})

it('hands over when the leader leaves, and reads again', async () => {
  const [leader, next, third] = await open(3)
  const reads = server.reads
  server.give()
  leader.window.dispatchEvent(new Event('pagehide'))
  await settle()
  expect([leader.link, next.links, third.links]).toEqual([undefined, 1, 0])
  expect(server.reads).toBeGreaterThan(reads)
  expect(next.state.version).toBe(2)
  expect(third.state.version).toBe(2)
})

it('comes back from the browser’s cache as a tab that hears again', async () => {
  const [leader, next] = await open(2)
  leader.window.dispatchEvent(new Event('pagehide'))
  await settle()
  next.link!.connected()
  await settle()
  server.give()
  leader.window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }))
  await settle()
  expect(leader.link, 'another tab leads now').toBeUndefined()
  expect(leader.state.version).toBe(2)
  next.window.dispatchEvent(new Event('pagehide'))
  await settle()
  expect(leader.links).toBe(2)
})

it('takes over from a leader that does not answer', async () => {
  const [leader, next] = await open(2)
  leader.freeze()
  next.show('visible')
  await pass(4_900)
  expect(next.links).toBe(0)
  await pass(200)
  expect(next.links).toBe(1)
  expect(leader.link, 'once it runs again it has lost the lead').toBeUndefined()
})

it('leaves an answering leader alone', async () => {
  const [, next] = await open(2)
  next.show('visible')
  await pass(10_000)
  expect(next.links).toBe(0)
})

it('shows the end of the session in every tab', async () => {
  const [leader] = await open(3)
  server.status = 401
  leader.link!.revoked('ended by an administrator')
  await settle()
  for (const { state } of tabs) {
    expect(state.signedOut).toMatchObject({ reason: 'ended by an administrator' })
  }
})

it('does not believe another tab that the session ended', async () => {
  const [, next] = await open(2)
  const channel = new BroadcastChannel('live-ann')
  channel.postMessage({ kind: 'ended', reason: 'signed out' })
  await settle()
  channel.close()
  expect(next.state.signedOut).toBeUndefined()
})

it('lets each tab connect for itself where there are no locks', async () => {
  locks = undefined
  await open(2)
  expect(tabs.map(({ links }) => links)).toEqual([1, 1])
  await pass(10_000)
  expect(tabs.map(({ state }) => state.status)).toEqual(['live', 'reconnecting'])
})
