import { z } from 'zod'
import { instant, reference, uuid } from '@/lib/core/schema'

const count = z.number().int()

export const overviewInput = z.object({
  company: uuid.optional().describe('For superusers: of this company; without it, the platform'),
})

/** Each part is null for whoever may not see what it tells of. */
export const overview = z.object({
  users: z
    .object({
      active: count,
      locked: count,
      invited: count,
      deactivated: count,
      without_role: count.describe('Not counting who is deactivated'),
      joined_this_week: count.describe('Active people who were added within seven days'),
    })
    .nullable(),
  roles: z
    .object({
      total: count,
      all_permissions: z
        .array(reference)
        .describe('Those that give everything, without the system roles'),
    })
    .nullable(),
  locked_people: z
    .array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        locked_until: instant,
        failed_sign_ins: count
          .nullable()
          .describe(
            'That made the lock, wrong current passwords among them; null where an administrator made it',
          ),
      }),
    )
    .nullable(),
  invitations_expiring: z
    .array(z.object({ id: z.uuid(), email: z.string(), expires_at: instant }))
    .nullable()
    .describe('Expired, or about to within a day'),
  grants_ending: z
    .array(z.object({ user: reference, role: reference, expires_at: instant }))
    .nullable()
    .describe('Within 14 days'),
  sole_administrator: reference
    .extend({
      role: reference.nullable().describe('By which they can; null for whoever may not see roles'),
    })
    .nullable()
    .describe('Who alone can assign roles and permissions, if there is one such person'),
  people_without_role: z.array(reference).nullable(),
  recent_permission_changes: z
    .array(
      z.object({ id: z.uuid(), timestamp: instant, user_name: z.string(), details: z.string() }),
    )
    .nullable(),
})
