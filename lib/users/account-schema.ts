import { z } from 'zod'
import { byId, instant, reference, uuid } from '@/lib/core/schema'

const LONGEST_LOCK_MINUTES = 30 * 24 * 60

export const lockInput = byId.extend({
  minutes: z
    .number()
    .int()
    .min(1)
    .max(LONGEST_LOCK_MINUTES)
    .default(24 * 60)
    .describe(
      'After which it ends by itself; 30 days at most. To shut somebody out for good, deactivate them',
    ),
  reason: z.string().trim().max(500).nullish().describe('For the audit log'),
})

export const sessionOfUser = byId.extend({ session_id: uuid })

export const signInState = z.object({
  must_change_password: z.boolean().describe('They must choose a new password before they go on'),
  lock: z
    .object({
      until: instant,
      by: reference.nullable().describe('null: too many failed sign-ins, and no administrator'),
      audit_entry: z.uuid().nullable().describe('null without VIEW_AUDIT_LOGS'),
    })
    .nullable()
    .describe('null for whoever is not locked at this moment'),
})
