import { describe, expect, it } from 'vitest'
import {
  connect,
  type RawClient,
  signIn,
  startServer,
  type TestServer,
} from '@/lib/testing/embedded-realtime'
import { sign } from './signatures'

const SUCCEEDED = 'pusher_internal:subscription_succeeded'
const FAILED = 'pusher:subscription_error'

async function start() {
  const server = await startServer()
  return { server, client: await connect(server) }
}

const counted = async ({ api }: TestServer) => (await api.get({ path: '/channels' })).json()

describe('a socket', () => {
  it('subscribes to the channel of its own user, once signed in, and of no other', async () => {
    const { server, client } = await start()
    client.say('pusher:subscribe', { channel: '#server-to-user-ann' })
    await client.hears({ event: FAILED, channel: '#server-to-user-ann' })
    signIn(server, client, 'ann')
    await client.hears({ event: 'pusher:signin_success', data: { user_data: '{"id":"ann"}' } })
    client.say('pusher:subscribe', { channel: '#server-to-user-bob' })
    await client.hears({ event: FAILED, channel: '#server-to-user-bob' })
    client.say('pusher:subscribe', { channel: '#server-to-user-ann', auth: '' })
    await client.hears({ event: SUCCEEDED, channel: '#server-to-user-ann' })
    expect(await counted(server)).toEqual({ channels: {} })
  })

  it.each([
    ['for another socket', '1.2', '{"id":"ann"}'],
    ['without an id', undefined, '{}'],
    ['with a number as id', undefined, '{"id":5}'],
    ['with an empty id', undefined, '{"id":""}'],
    ['that is null', undefined, 'null'],
    ['that is no JSON', undefined, 'ann'],
  ])('is closed when it signs in with a signature %s', async (_, socketId, user_data) => {
    const { server, client } = await start()
    const { key, secret } = server.app
    const text = `${socketId ?? client.socketId}::user::${user_data}`
    client.say('pusher:signin', { auth: `${key}:${sign(secret, text)}`, user_data })
    expect(await client.closed).toMatchObject({ code: 4009 })
    await client.hears({ event: 'pusher:error', data: expect.objectContaining({ code: 4009 }) })
  })

  it('may sign in again as the same user, but not as another', async () => {
    const { server, client } = await start()
    signIn(server, client, 'ann')
    signIn(server, client, 'ann')
    await client.settle()
    expect(client.heard.filter(({ event }) => event === 'pusher:signin_success')).toHaveLength(2)
    signIn(server, client, 'bob')
    expect(await client.closed).toMatchObject({ code: 4009 })
  })
})

describe('a user whose connections are ended', () => {
  it('loses all of them, and nobody else does', async () => {
    const server = await startServer()
    const clients: RawClient[] = []
    for (const user of ['ann', 'ann', 'bob']) {
      const client = await connect(server)
      signIn(server, client, user)
      await client.hears({ event: 'pusher:signin_success' })
      clients.push(client)
    }
    await server.api.terminateUserConnections('ann')
    expect(await clients[0]!.closed).toMatchObject({ code: 4009 })
    expect(await clients[1]!.closed).toMatchObject({ code: 4009 })
    await clients[2]!.settle()
  })
})
