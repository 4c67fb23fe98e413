import { expect, it } from 'vitest'
import {
  authOf,
  connect,
  pathOf,
  RawClient,
  signIn,
  startServer,
  subscribe,
} from '@/lib/testing/embedded-realtime'
import { eventually } from '@/lib/testing/eventually'

const channel = 'private-a'
const isFull = { event: 'pusher:subscription_error', channel }

it('counts a socket for the channel that let it stay, until the socket closes', async () => {
  const server = await startServer({ limits: { subscribersPerPrivateChannel: 1 } })
  const [first, second] = [await connect(server), await connect(server)]
  const ask = (client: RawClient) =>
    client.say('pusher:subscribe', { channel, auth: authOf(server.app, client, channel) })
  await subscribe(server, first, channel)
  first.say('pusher:unsubscribe', { channel })
  await first.settle()
  ask(second)
  await second.hears(isFull)
  first.socket.close()
  await eventually(() => expect(server.server.connections).toBe(1))
  await subscribe(server, second, channel)
})

it('does not count a guest any more who has signed in', async () => {
  const server = await startServer({ limits: { subscribersPerPrivateChannel: 1 } })
  const [first, second] = [await connect(server), await connect(server)]
  await subscribe(server, first, channel)
  signIn(server, first, 'ann')
  await first.hears({ event: 'pusher:signin_success' })
  first.say('pusher:unsubscribe', { channel })
  await first.settle()
  await subscribe(server, second, channel)
})

it('takes so many sockets in all that nobody vouched for yet, from however many addresses', async () => {
  let last = 0
  const addressOf = () => `192.0.2.${++last}`
  const server = await startServer({ limits: { unauthorised: 2 }, addressOf })
  const [first] = [await connect(server), await connect(server)]
  const third = new RawClient(server.port, pathOf(server.app))
  expect(await third.closed).toMatchObject({ code: 4100 })
  await subscribe(server, first!, channel)
  await connect(server)
})
