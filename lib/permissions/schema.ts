import { z } from 'zod'
import { permissionCode, reference } from '@/lib/core/schema'

export const permission = z.object({
  id: z.uuid(),
  name: permissionCode.describe('The code'),
  description: z.string(),
})

export type Reference = z.infer<typeof reference>

const count = z.number().int()

export const permissionUsage = z.object({
  permission: permissionCode,
  roles: z.array(reference).nullable().describe('null without VIEW_ROLES'),
  people: count.describe('Who may do it now; not who is invited or deactivated'),
})

export const permissionHolder = z.object({
  id: z.uuid(),
  name: z.string(),
  email: z.string(),
  is_superuser: z.boolean().describe('Holds everything'),
  through: z.array(reference).describe('The roles that give it'),
})

/** Why a change would be refused: what the problem document of the real change would say. */
export const brokenGuard = z.object({
  code: z.string().describe('As in the problem document, such as `last_administrator`'),
  message: z.string(),
  missing_permission: z.string().nullable(),
  role: z.uuid().nullable().describe('Which of several roles that are given and taken is refused'),
})

export const personalEffect = z.object({
  id: z.uuid(),
  name: z.string(),
  is_online: z.boolean().nullable(),
  may_sign_in: z.boolean().describe('Whether they may sign in afterwards'),
  gains: z.array(permissionCode),
  loses: z.array(permissionCode),
  keeps: z
    .array(z.object({ permission: permissionCode, through: z.array(reference) }))
    .describe('What the change would give or take, but for other roles that give it all along'),
})

/** People whom one answer names. */
export const LISTED = 200

export const preview = z.object({
  allowed: z.boolean().describe('Whether the change would be made; if not, nobody is affected'),
  guards: z.array(brokenGuard),
  affected: count.describe('People whose access changes in the end; each of them hears an event'),
  online: count
    .nullable()
    .describe('How many of them have a page open now; null: unknown, or without VIEW_USERS'),
  unchanged: z.object({
    people: count.describe('People the change concerns, but whose access stays as it is'),
    through: z
      .array(z.object({ role: reference, people: count }))
      .nullable()
      .describe('The roles by which they hold it already; null without VIEW_USERS'),
  }),
  permissions: z.array(z.object({ permission: permissionCode, gained_by: count, lost_by: count })),
  people: z
    .array(personalEffect)
    .max(LISTED)
    .nullable()
    .describe(`The first ${LISTED}, the affected before the others; null without VIEW_USERS`),
})
