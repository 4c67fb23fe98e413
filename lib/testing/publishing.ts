import { afterAll, beforeAll, beforeEach, onTestFinished } from 'vitest'
import { systemPool } from '@/lib/core/database'
import { publishDue, startPublishing } from '@/lib/realtime/publisher'
import { realtimeTransport } from '@/lib/realtime/transport'
import { emptyOutbox } from './outbox'
import { onOwnDatabase } from './own-database'
import { PusherStandIn } from './pusher-stand-in'
import { makeCompany, makePerson } from './sandbox'

export const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1)

/** Gives the calling test file a database with an empty outbox, a stand-in for Pusher and somebody with events. */
export function onStandIn(purpose: string) {
  const pusher = new PusherStandIn()
  const owner = { company: '', user: '' }
  beforeAll(async () => void Object.assign(process.env, await pusher.start()))
  onOwnDatabase(purpose)
  afterAll(() => pusher.stop())
  beforeEach(async () => {
    owner.company = (await makeCompany()).id
    owner.user = (await makePerson(owner.company)).id
    pusher.forget()
    await emptyOutbox()
  })
  return { pusher, owner }
}

export const publishOnce = () => publishDue(realtimeTransport(), systemPool())

/** A publisher that runs until the end of the test. */
export function publishing() {
  const stop = startPublishing()
  onTestFinished(stop)
  return stop
}
