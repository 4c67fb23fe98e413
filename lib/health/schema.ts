import { z } from 'zod'

export const liveness = z.object({ status: z.literal('ok') })

const waiting = {
  pending: z.number().int().describe('Messages that await sending'),
  stuck: z
    .number()
    .int()
    .describe('Those of them that failed several times or have waited for more than five minutes'),
}

export const readiness = liveness.extend({
  checks: z.object({
    database: z.literal('ok'),
    outbox: z.object({
      pending: z.number().int().describe('Events that await sending'),
      stuck: z
        .number()
        .int()
        .describe('Those of them that failed several times or have waited for more than a minute'),
      oldest_seconds: z.number().int().describe('How long the oldest of them has waited'),
    }),
    mail: z.object(waiting),
  }),
})
