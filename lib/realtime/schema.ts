import { z } from 'zod'

const socketId = z
  .string()
  .regex(/^\d{1,20}\.\d{1,20}$/, 'is not a socket id, such as 1234.5678')
  .describe('What the connection was named when it was established')

/** Pusher's rule for names of channels. */
const channelName = z
  .string()
  .regex(/^#?[A-Za-z0-9_\-=@,.;]{1,164}$/, 'is not the name of a channel')

export const channelRequest = z.object({ socket_id: socketId, channel_name: channelName })
export const channelSignature = z.object({ auth: z.string() })

export const signInRequest = z.object({ socket_id: socketId })
export const signInSignature = channelSignature.extend({
  user_data: z
    .string()
    .describe('JSON with the `id` of the session, whose end closes the connection'),
})

export const realtime = z.object({
  key: z.string(),
  channel: z.string().describe('The channel of the caller'),
  embedded: z.boolean().describe('Whether it is served at the address of this API itself'),
  options: z
    .object({
      cluster: z.string(),
      wsHost: z.string().optional(),
      wsPort: z.number().int().optional(),
      wssPort: z.number().int().optional(),
      forceTLS: z.boolean(),
      enabledTransports: z.array(z.enum(['ws', 'wss'])),
      disableStats: z.literal(true),
    })
    .describe('Options for `new Pusher(key, options)` of pusher-js'),
})

export type RealtimeAddress = z.infer<typeof realtime>
