import { describe, expect, it, vi } from 'vitest'
import { once, openPage, startServer } from '@/lib/testing/embedded-realtime'
import { eventually } from '@/lib/testing/eventually'

const body = async (response: Promise<{ json(): Promise<unknown> }>) => (await response).json()

describe("Pusher's own libraries", () => {
  it('bring an event from the application to a page that may hear it', async () => {
    const server = await startServer()
    const channel = openPage(server).subscribe('private-orders')
    await once(channel, 'pusher:subscription_succeeded')
    const changed = once(channel, 'changed')
    expect(
      await body(server.api.trigger('private-orders', 'changed', { text: 'Grüße 🎉' })),
    ).toEqual({})
    expect(await changed).toEqual({ text: 'Grüße 🎉' })
  })

  it('bring a batch and an event for several channels, each to its channel', async () => {
    const server = await startServer()
    const page = openPage(server)
    const [one, two] = [page.subscribe('one'), page.subscribe('two')]
    await Promise.all([one, two].map((channel) => once(channel, 'pusher:subscription_succeeded')))
    const heard: unknown[] = []
    one.bind_global((event: string, data: unknown) => heard.push(['one', event, data]))
    two.bind_global((event: string, data: unknown) => heard.push(['two', event, data]))
    await server.api.triggerBatch([
      { channel: 'one', name: 'first', data: 1 },
      { channel: 'two', name: 'second', data: { two: 2 } },
    ])
    await server.api.trigger(['one', 'two'], 'both', 'text')
    await eventually(() =>
      expect(heard).toEqual([
        ['one', 'first', 1],
        ['two', 'second', { two: 2 }],
        ['one', 'both', 'text'],
        ['two', 'both', 'text'],
      ]),
    )
  })

  it('keep an event from the page that caused it', async () => {
    const server = await startServer()
    const [author, reader] = [openPage(server), openPage(server)]
    const heard: unknown[] = []
    for (const page of [author, reader]) {
      const channel = page.subscribe('news')
      await once(channel, 'pusher:subscription_succeeded')
      channel.bind('changed', (data: unknown) => heard.push([page === author, data]))
    }
    const { socket_id } = author.connection
    await server.api.trigger('news', 'changed', 1, { socket_id })
    await server.api.trigger('news', 'changed', 2)
    await eventually(() => expect(heard).toHaveLength(3))
    expect(heard).toEqual(
      expect.arrayContaining([
        [false, 1],
        [true, 2],
        [false, 2],
      ]),
    )
  })

  it('sign a user in, reach that user alone and end the connections of that user', async () => {
    const server = await startServer()
    const [ann, bob] = [openPage(server, 'ann'), openPage(server, 'bob')]
    for (const page of [ann, bob]) {
      page.signin()
      await page.user.signinDonePromise
    }
    const subscribed = async () =>
      (await server.api.get({ path: '/channels/%23server-to-user-ann' })).json()
    await eventually(async () => expect(await subscribed()).toEqual({ occupied: true }))
    const bobHears = vi.fn()
    bob.user.bind('message', bobHears)
    const message = once(ann.user, 'message')
    await server.api.sendToUser('ann', 'message', { hello: 'Ann' })
    expect(await message).toEqual({ hello: 'Ann' })

    const refused = once(ann.connection, 'error')
    await server.api.terminateUserConnections('ann')
    expect(await refused).toMatchObject({ data: { code: 4009 } })
    await eventually(() => expect(ann.connection.state).toBe('disconnected'))
    expect(bob.connection.state).toBe('connected')
    expect(bobHears).not.toHaveBeenCalled()
  })

  it('tell which channels are occupied and by how many', async () => {
    const server = await startServer()
    const [one, two] = [openPage(server), openPage(server)]
    await once(one.subscribe('private-a'), 'pusher:subscription_succeeded')
    await once(two.subscribe('private-a'), 'pusher:subscription_succeeded')
    await once(two.subscribe('b'), 'pusher:subscription_succeeded')
    const get = (path: string, params = {}) => body(server.api.get({ path, params }))
    expect(await get('/channels')).toEqual({ channels: { 'private-a': {}, b: {} } })
    expect(
      await get('/channels', { filter_by_prefix: 'private-', info: 'subscription_count' }),
    ).toEqual({ channels: { 'private-a': { subscription_count: 2 } } })
    expect(await get('/channels/private-a', { info: 'subscription_count' })).toEqual({
      occupied: true,
      subscription_count: 2,
    })
    expect(await get('/channels/empty')).toEqual({ occupied: false })
    const info = 'subscription_count'
    expect(await body(server.api.trigger(['private-a', 'empty'], 'x', 1, { info }))).toEqual({
      channels: { 'private-a': { subscription_count: 2 }, empty: { subscription_count: 0 } },
    })
    const batch = [
      { channel: 'b', name: 'x', data: '', info },
      { channel: 'b', name: 'x', data: '' },
    ]
    expect(await body(server.api.triggerBatch(batch))).toEqual({
      batch: [{ subscription_count: 1 }, {}],
    })
  })

  it('leave a channel, and leave and come back altogether', async () => {
    const server = await startServer()
    const page = openPage(server)
    page.signin()
    const channel = page.subscribe('private-a')
    await once(channel, 'pusher:subscription_succeeded')
    await once(page.subscribe('private-b'), 'pusher:subscription_succeeded')
    page.unsubscribe('private-b')
    const channels = () => body(server.api.get({ path: '/channels' }))
    await eventually(async () =>
      expect(await channels()).toEqual({ channels: { 'private-a': {} } }),
    )

    page.disconnect()
    await eventually(() => expect(server.server.connections).toBe(0))
    expect(await channels()).toEqual({ channels: {} })
    const again = once(channel, 'pusher:subscription_succeeded')
    page.connect()
    await again
    const changed = once(channel, 'changed')
    await server.api.trigger('private-a', 'changed', 'again')
    expect(await changed).toBe('again')
  })

  it('tell a page why it is refused', async () => {
    const server = await startServer()
    const page = openPage({ ...server, app: { ...server.app, key: 'other' } })
    expect(await once(page.connection, 'error')).toMatchObject({
      error: { data: { code: 4001 } },
    })
    await eventually(() => expect(page.connection.state).toBe('disconnected'))
  })
})
