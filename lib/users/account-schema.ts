import { z } from 'zod'
import { byId, instant, moment, reference, uuid } from '@/lib/core/schema'

const LONGEST_LOCK_MINUTES = 30 * 24 * 60

/** A day, where nobody says for how long. */
export const USUAL_LOCK_MINUTES = 24 * 60
export const LONGEST_LOCK = '30 days'
export const WITHIN_REACH = `must lie within the next ${LONGEST_LOCK}`

export const lockInput = byId
  .extend({
    minutes: z
      .number()
      .int()
      .min(1)
      .max(LONGEST_LOCK_MINUTES)
      .optional()
      .describe('After which it ends by itself; a day without this and `until`, 30 days at most'),
    until: moment(WITHIN_REACH)
      .nullish()
      .describe('When it ends by itself, instead of `minutes`; within 30 days'),
    reason: z.string().trim().max(500).nullish().describe('For the audit log'),
  })
  .refine(({ minutes, until }) => minutes === undefined || !until, {
    path: ['until'],
    message: 'Send minutes or until, not both.',
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
