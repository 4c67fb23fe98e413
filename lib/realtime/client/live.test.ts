import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { FakeLocks, FakeServer, FakeTab, pass, settle } from './sandbox'

let server: FakeServer
let locks: FakeLocks
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

async function open(shared: FakeLocks | undefined = locks) {
  const tab = new FakeTab(server, shared)
  tabs.push(tab)
  await settle()
  return tab
}

/** A tab that leads and is connected. */
async function openLive() {
  const tab = await open()
  tab.link!.connected()
  await settle()
  return tab
}

it('reads again when something changed, and only then', async () => {
  const tab = await openLive()
  const before = server.reads
  tab.link!.changed(1)
  await settle()
  expect(server.reads).toBe(before)
  tab.link!.changed(server.give('VIEW_USERS', 'DELETE_USER'))
  await settle()
  expect(server.reads).toBe(before + 1)
  expect(tab.state).toMatchObject({ version: 2, change: { gained: ['DELETE_USER'], lost: [] } })
})

it('never reads twice at once, and once more when told meanwhile', async () => {
  const tab = await openLive()
  const before = server.reads
  let release = () => {}
  server.gate = new Promise((done) => {
    release = done
  })
  tab.link!.changed(server.give())
  for (let event = 0; event < 10; event++) tab.link!.changed(server.give())
  await settle()
  expect(server.reads).toBe(before + 1)
  server.gate = undefined
  release()
  await settle()
  expect(server.reads).toBe(before + 2)
  expect(tab.state.version).toBe(server.me.version)
})

it('keeps what it knows when an older answer comes late', async () => {
  const tab = await openLive()
  const old = server.me
  tab.link!.changed(server.give('VIEW_USERS', 'DELETE_USER'))
  await settle()
  tab.live.meet(old)
  expect(tab.state.version).toBe(2)
  expect(tab.store.me.permissions).toContain('DELETE_USER')
})

it('keeps the state while the server cannot be asked, and asks at ever longer intervals', async () => {
  const tab = await openLive()
  server.status = 503
  tab.link!.changed(server.give())
  await settle()
  expect(tab.state).toMatchObject({ version: 1, status: 'live' })
  await pass(6_000)
  expect(tab.state.status).toBe('reconnecting')
  const reads = server.reads
  await pass(60_000)
  expect(tab.state.status).toBe('offline')
  expect(server.reads - reads).toBeLessThan(8)
  server.status = 200
  await pass(80_000)
  expect(tab.state).toMatchObject({ version: 2, status: 'live' })
})

it('says nothing alarming while it connects for the first time', async () => {
  const tab = await open()
  await pass(4_900)
  expect(tab.state.status).toBe('connecting')
  await pass(200)
  expect(tab.state.status).toBe('reconnecting')
  tab.link!.connected()
  await settle()
  expect(tab.state.status).toBe('live')
})

it('tells of a loss after 5 s, and that the page may be old after 30 s, and polls', async () => {
  const tab = await openLive()
  const reads = server.reads
  tab.link!.lost()
  await pass(4_900)
  expect(tab.state.status).toBe('live')
  await pass(200)
  expect(tab.state.status).toBe('reconnecting')
  await pass(25_000)
  expect(tab.state.status).toBe('offline')
  server.give()
  await pass(50_000)
  expect(server.reads).toBe(reads + 1)
  expect(tab.state.version).toBe(2)
  tab.link!.connected()
  await pass(0)
  const after = server.reads
  await pass(200_000)
  expect(server.reads, 'polling ends').toBe(after)
})

it('is cut off only while the server cannot be asked either, and so are the other tabs', async () => {
  const [tab, other] = [await openLive(), await open()]
  const cutOff = () => [tab, other].map(({ state }) => state.isCutOff)
  tab.link!.lost()
  await pass(31_000)
  expect(tab.state).toMatchObject({ status: 'offline', isCutOff: false })
  server.status = 0
  tab.live.refresh()
  await settle()
  expect(cutOff()).toEqual([true, true])
  server.status = 200
  tab.live.refresh()
  await settle()
  expect(cutOff()).toEqual([false, false])
})

it.each(['visibilitychange', 'online'])('reads again on %s', async (event) => {
  const tab = await openLive()
  const reads = server.reads
  server.give()
  if (event === 'online') tab.window.dispatchEvent(new Event(event))
  else tab.show('visible')
  await settle()
  expect(server.reads).toBe(reads + 1)
  expect(tab.state.version).toBe(2)
})

it('shows the end of the session with its reason', async () => {
  const tab = await openLive()
  tab.link!.revoked('deactivated')
  server.status = 401
  tab.link!.refused()
  await settle()
  expect(tab.state.signedOut).toMatchObject({ reason: 'deactivated' })
  expect(tab.link, 'the connection is closed').toBeUndefined()
})

it('shows the end at once, and its reason when that comes later', async () => {
  const tab = await openLive()
  server.status = 401
  tab.show('visible')
  await settle()
  expect(tab.state.signedOut).toMatchObject({ reason: undefined })
  tab.link!.revoked('password set')
  expect(tab.state.signedOut).toMatchObject({ reason: 'password set' })
  expect(tab.link).toBeUndefined()
})

it('reloads a page that the server rendered for nobody, if somebody is signed in after all', async () => {
  const tab = await openLive()
  tab.live.doubt()
  await settle()
  expect(tab.reload).toHaveBeenCalledOnce()
})

it('stays when another session of the same person ended, and forgets its reason', async () => {
  const tab = await openLive()
  tab.link!.revoked('signed out')
  await settle()
  expect(tab.state.signedOut).toBeUndefined()
  server.status = 401
  tab.link!.refused()
  await settle()
  expect(tab.state.signedOut).toMatchObject({ reason: undefined })
  await pass(2_000)
  expect(tab.link, 'it does not listen for ever').toBeUndefined()
})

it('reloads the page of somebody who is not signed in any more when somebody else is', async () => {
  const tab = await openLive()
  server.me = { id: 'bob', permissions: [], version: 9 }
  tab.show('visible')
  await settle()
  expect(tab.reload).toHaveBeenCalledOnce()
  expect(tab.state.version).toBe(1)
})
