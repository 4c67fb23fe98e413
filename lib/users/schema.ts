import { z } from 'zod'
import {
  byId,
  companyChoice,
  grant,
  instant,
  moment,
  passwordText,
  permissionCode,
  reference,
  userStatus,
  uuid,
} from '@/lib/core/schema'

export const user = z.object({
  id: z.uuid(),
  username: z.string(),
  email: z.string(),
  first_name: z.string(),
  last_name: z.string(),
  is_active: z.boolean(),
  is_superuser: z.boolean(),
  is_locked: z.boolean().describe('By failed sign-ins or an administrator; see sign_in'),
  locked_until: instant.nullable().describe('null for whoever is not locked at this moment'),
  status: userStatus.describe(
    'In one word; deactivated counts before invited, invited before locked',
  ),
  invitation: z
    .object({ sent_at: instant, expires_at: instant })
    .nullable()
    .describe('The newest one of somebody who has not accepted yet; it may have expired'),
  last_login: instant.nullable(),
  roles: z.array(reference),
  company: reference.nullable().describe('null for a user of the platform'),
  created_at: instant,
  updated_at: instant,
})

export const emailAddress = z.string().trim().max(320).check(z.email('Enter an e-mail address.'))

const fields = {
  // In the form in which sign-in compares it, so that whoever types it differently still gets in.
  username: z
    .string()
    .trim()
    .normalize('NFKC')
    .min(1, 'Enter a username.')
    .max(150)
    .regex(/^[\p{L}\p{M}\p{N}@.+_-]*$/u, 'Use letters, digits and @ . + - _ only.'),
  email: emailAddress,
  first_name: z.string().trim().max(150),
  last_name: z.string().trim().max(150),
  is_active: z.boolean(),
}

/** Forms send an empty password back when nobody typed one; it means: keep the present one. */
const newPassword = passwordText
  .nullish()
  .transform((text) => text || undefined)
  .describe('Without one, the present password stays')

export const userInput = z.object({
  ...fields,
  first_name: fields.first_name.default(''),
  last_name: fields.last_name.default(''),
  is_active: fields.is_active.default(true),
  password: passwordText,
  company: companyChoice,
  link_existing: z
    .boolean()
    .default(false)
    .describe(
      'For superusers: when somebody can already sign in with this e-mail address, add that person, give them this password and end their sessions',
    ),
})

export const userUpdate = byId.extend({
  ...z.object(fields).partial().shape,
  password: newPassword,
})

export const userReplacement = userUpdate.extend({
  username: fields.username,
  email: fields.email,
})

export const IN_THE_FUTURE = 'must lie in the future'

export const roleAssignment = byId.extend({
  role_id: uuid,
  // Whether it lies in the future is for the database's clock; here only that it is a date the database knows.
  expires_at: moment(IN_THE_FUTURE)
    .nullish()
    .describe('null: without end. Absent: without end, or as it is when the user has the role'),
  reason: z.string().trim().max(500).nullish(),
})

const MOST_ROLES = 50

const roleChanges = z.object({
  add: z
    .array(roleAssignment.pick({ role_id: true, expires_at: true }))
    .max(MOST_ROLES)
    .default([]),
  remove: z.array(uuid).max(MOST_ROLES).default([]).describe('Taken after the others are given'),
})

export const userPreviewInput = byId
  .extend({
    roles: roleChanges.optional(),
    is_active: z.boolean().optional(),
    delete: z.literal(true).optional(),
  })
  .refine(
    ({ roles, is_active, ...change }) =>
      change.delete || is_active !== undefined || (roles && roles.add.length + roles.remove.length),
    { path: ['roles'], message: 'Send roles to add or remove, is_active, or delete: true.' },
  )

const MOST_AT_ONCE = 100

export const invitationInput = z.object({
  emails: z.array(z.string().max(1000)).min(1, 'Enter an e-mail address.').max(MOST_AT_ONCE),
  role_ids: z.array(uuid).max(MOST_ROLES).default([]).describe('What they may do once they accept'),
  message: z.string().trim().max(280).nullish().describe('Yours to them, in the mail'),
  company: companyChoice,
})

const link = z
  .string()
  .optional()
  .describe('To hand over yourself; only where no mail server is set up, and only this once')

export const invitationResult = z.object({
  email: z.string(),
  status: z.enum(['invited', 'already_member', 'invalid', 'failed']),
  message: z.string().describe('What happened, for a person'),
  user: reference.optional(),
  link,
})

export const linkResult = z.object({
  message: z.enum(['Link sent', 'Link created']).describe('Created: nothing was sent, see `link`'),
  expires_at: instant,
  link,
})

export const roleRemoval = byId.extend({ role_id: uuid })
export const companyAssignment = byId.extend({ company_id: uuid })

export const passwordSetting = byId.extend({
  password: passwordText,
  must_change: z.boolean().default(false).describe('Ask for a new one at the next sign-in'),
})

export const permissionsInput = byId.extend({
  explain: z
    .stringbool()
    .optional()
    .describe('Every code of the catalogue, also those the user lacks, and how they would get it'),
})

export const nearestRole = z.object({
  role: reference,
  user_count: z.number().int().describe('People who have the role'),
  adds: z.array(permissionCode).describe('The other codes that the user would gain with it'),
  may_assign: z.boolean().describe('Whether you may give it to this user now, without an end'),
})

export const heldPermission = z.object({
  permission: permissionCode,
  description: z.string(),
  sources: z.array(
    z.object({
      kind: z.enum(['role', 'superuser']),
      role: reference.nullable().describe('null for a superuser, who holds everything'),
      granted_by: reference.nullable(),
      granted_at: instant,
      expires_at: instant.nullable(),
      reason: z.string().nullable(),
      audit_entry: z
        .uuid()
        .nullable()
        .optional()
        .describe('With `explain`: the entry of the assignment; null without VIEW_AUDIT_LOGS'),
    }),
  ),
  nearest: z
    .array(nearestRole)
    .nullable()
    .optional()
    .describe(
      'With `explain`, of a code that is missing: the roles that would give it, those first that add the fewest other codes; null without VIEW_ROLES',
    ),
})

export const heldRole = grant.extend({ role: reference, permissions: z.array(permissionCode) })
