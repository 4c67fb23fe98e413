import { z } from 'zod'
import type { BusMessage } from './bus'
import { HttpError } from './http-auth'
import type { Limits } from './limits'
import { isChannel, isEncrypted } from './protocol'

const channel = z.string().refine(isChannel, 'is no name of a channel')

const about = {
  // Clients take these for messages of the protocol itself.
  name: z
    .string()
    .min(1)
    .max(200)
    .refine((name) => !/^pusher(_internal)?:/.test(name), 'is reserved'),
  data: z.string(),
  socket_id: z
    .string()
    .regex(/^\d+\.\d+$/)
    .optional(),
  info: z.string().optional(),
}

const single = z.object({
  ...about,
  channel: channel.optional(),
  channels: z.array(channel).min(1).optional(),
})

const batch = z.object({ batch: z.array(z.object({ ...about, channel })) })

/** The messages that a request makes, and the channels whose subscribers it wants counted. */
export interface Trigger {
  messages: BusMessage[]
  channels: string[]
  info: (string | undefined)[]
}

export function parse<T>(schema: z.ZodType<T>, body: Buffer): T {
  let value: unknown
  try {
    value = JSON.parse(body.toString())
  } catch {
    throw new HttpError(400, 'The body is not JSON.')
  }
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const lines = result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
  throw new HttpError(400, lines.slice(0, 5).join('; '))
}

function assertSize(data: string, { dataBytes }: Limits) {
  if (Buffer.byteLength(data) > dataBytes) {
    throw new HttpError(413, `The data of an event may have ${dataBytes} bytes.`)
  }
}

/** One event for several channels. Throws 400 or 413. */
export function parseEvent(app: string, body: Buffer, limits: Limits): Trigger {
  const event = parse(single, body)
  const channels = [...new Set(event.channels ?? (event.channel ? [event.channel] : []))]
  if (channels.length === 0) throw new HttpError(400, 'The event needs a channel.')
  if (channels.length > limits.channelsPerTrigger) {
    throw new HttpError(400, `An event may go to ${limits.channelsPerTrigger} channels.`)
  }
  if (channels.length > 1 && channels.some(isEncrypted)) {
    throw new HttpError(400, 'An encrypted event goes to one channel.')
  }
  assertSize(event.data, limits)
  const { name, data, socket_id, info } = event
  const messages = channels.map((channel) => message(app, channel, { name, data, socket_id }))
  return { messages, channels, info: channels.map(() => info) }
}

/** Several events, each for one channel. Throws 400 or 413. */
export function parseBatch(app: string, body: Buffer, limits: Limits): Trigger {
  const events = parse(batch, body).batch
  if (events.length > limits.eventsPerBatch) {
    throw new HttpError(400, `A batch may have ${limits.eventsPerBatch} events.`)
  }
  for (const { data } of events) assertSize(data, limits)
  return {
    messages: events.map((event) => message(app, event.channel, event)),
    channels: events.map(({ channel }) => channel),
    info: events.map(({ info }) => info),
  }
}

const message = (
  app: string,
  channel: string,
  { name, data, socket_id }: { name: string; data: string; socket_id?: string },
): BusMessage => ({ kind: 'event', app, channel, event: name, data, except: socket_id })
