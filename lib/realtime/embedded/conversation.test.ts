import { describe, expect, it } from 'vitest'
import {
  authOf,
  connect,
  startServer,
  subscribe,
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
  it('is answered when it asks whether the server is there', async () => {
    const { client } = await start()
    client.say('pusher:ping')
    await client.hears({ event: 'pusher:pong', data: '{}' })
  })

  it('subscribes to a public channel without a signature, also twice', async () => {
    const { client } = await start()
    client.say('pusher:subscribe', { channel: 'news' })
    client.say('pusher:subscribe', JSON.stringify({ channel: 'news' }))
    await client.settle()
    const succeeded = { event: SUCCEEDED, channel: 'news', data: '{}' }
    expect(client.heard.slice(1, 3)).toEqual([succeeded, succeeded])
  })

  it('subscribes to a private channel with a signature, also over channel data', async () => {
    const { server, client } = await start()
    await subscribe(server, client, 'private-a')
    const { key, secret } = server.app
    const channel_data = '{"more":1}'
    const auth = `${key}:${sign(secret, `${client.socketId}:private-b:${channel_data}`)}`
    client.say('pusher:subscribe', { channel: 'private-b', auth, channel_data })
    await client.hears({ event: SUCCEEDED, channel: 'private-b' })
  })

  it('does not subscribe to a private channel with a signature for something else', async () => {
    const { server, client } = await start()
    const other = await connect(server)
    const channel = 'private-a'
    const right = authOf(server.app, client, channel)
    const wrong = [
      undefined,
      '',
      right.slice(0, -1),
      right.split(':')[1],
      `${right}0`,
      `other:${right.split(':')[1]}`,
      authOf(server.app, other, channel),
      authOf(server.app, client, 'private-b'),
      authOf({ ...server.app, secret: 'other' }, client, channel),
      { auth: right },
    ]
    for (const auth of wrong) client.say('pusher:subscribe', { channel, auth })
    client.say('pusher:subscribe', { channel, auth: right, channel_data: '{}' })
    await client.settle()
    const errors = client.heard.filter(({ event }) => event === FAILED)
    expect(errors).toHaveLength(wrong.length + 1)
    const data = { type: 'AuthError', error: expect.any(String), status: 401 }
    expect(errors[0]).toEqual({ event: FAILED, channel, data })
    expect(await counted(server)).toEqual({ channels: {} })
  })

  it('does not subscribe to a presence channel, nor to what is no name', async () => {
    const { client } = await start()
    client.say('pusher:subscribe', { channel: 'presence-a', auth: 'x' })
    await client.hears({
      event: FAILED,
      channel: 'presence-a',
      data: expect.objectContaining({ status: 403 }),
    })
    const names = ['', 'ä', 'a b', 'a'.repeat(165), '#server-to-user-', '#other']
    for (const channel of names) client.say('pusher:subscribe', { channel })
    client.say('pusher:subscribe', { channel: 5 })
    client.say('pusher:subscribe')
    client.say('pusher:subscribe', { channel: 'a'.repeat(164) })
    client.say('pusher:subscribe', { channel: 'a_-=@,.;9' })
    await client.settle()
    const errors = client.heard.filter(({ event }) => event === FAILED)
    expect(errors.slice(1).map(({ channel }) => channel)).toEqual(names)
    expect(client.heard.filter(({ event }) => event === 'pusher:error')).toHaveLength(2)
    expect(client.heard.filter(({ event }) => event === SUCCEEDED)).toHaveLength(2)
  })

  it('does not have its own events forwarded', async () => {
    const { server, client } = await start()
    const other = await connect(server)
    for (const one of [client, other]) await subscribe(server, one, 'private-a')
    client.say('client-typing', { text: 'x' }, 'private-a')
    const data = { code: 4301, message: expect.any(String) }
    await client.hears({ event: 'pusher:error', data })
    await other.settle()
    expect(other.heard.map(({ event }) => event)).not.toContain('client-typing')
  })

  it('is told of each message that is none, and stays', async () => {
    const { client } = await start()
    const wrong = [
      '{',
      '[]',
      'null',
      '5',
      '""',
      '{}',
      '{"event":5}',
      '{"event":"pusher:other"}',
      '\0',
    ]
    for (const text of wrong) client.socket.send(text)
    client.socket.send(Buffer.from('{"event":"pusher:ping"}'), { binary: true })
    client.say('pusher:signin_success')
    await client.settle()
    const errors = client.heard.slice(1, -1)
    expect(errors).toHaveLength(wrong.length + 2)
    for (const error of errors) {
      expect(error).toEqual({
        event: 'pusher:error',
        data: { code: null, message: expect.any(String) },
      })
    }
  })

  it('hears nothing more of a channel it has left', async () => {
    const { server, client } = await start()
    await subscribe(server, client, 'private-a')
    client.say('pusher:unsubscribe', { channel: 'private-a' })
    client.say('pusher:unsubscribe', { channel: 'never-joined' })
    await client.settle()
    await server.api.trigger('private-a', 'changed', 1)
    await client.settle()
    expect(client.heard.map(({ event }) => event)).not.toContain('changed')
  })

  it('hears an encrypted event as it was encrypted', async () => {
    const { server, client } = await start()
    await subscribe(server, client, 'private-encrypted-a')
    const data = JSON.stringify({ nonce: 'bm9uY2U=', ciphertext: 'dGV4dA==' })
    const { appId } = server.app
    const event = { kind: 'event', app: appId, channel: 'private-encrypted-a' } as const
    await server.bus.send([{ ...event, event: 'changed', data }])
    await client.hears({ event: 'changed', channel: 'private-encrypted-a', data })
  })
})
