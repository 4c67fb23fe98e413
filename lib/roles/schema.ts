import { z } from 'zod'
import {
  byId,
  companyChoice,
  grant,
  instant,
  permissionCode,
  userStatus,
  uuid,
} from '@/lib/core/schema'

export const role = z.object({
  id: z.uuid(),
  name: z.string(),
  description: z.string(),
  company: z.uuid().nullable().describe('null for a role of the platform'),
  is_system: z.boolean(),
  permissions: z.array(permissionCode),
  user_count: z.number().int(),
  created_at: instant,
  updated_at: instant,
})

/** Somebody who has the role. */
export const member = grant.extend({
  id: z.uuid(),
  name: z.string(),
  email: z.string(),
  status: userStatus,
  missing_permission: z
    .string()
    .nullable()
    .describe('What you lack to take the role from them, as a refusal would say; null: nothing'),
})

const fields = {
  name: z.string().trim().min(1, 'Enter a name.').max(100),
  description: z.string().trim().max(1000).default(''),
}

/** A set of codes; an unknown one is refused, a repeated one counts once. */
const permissionSet = z.array(permissionCode).transform((codes) => [...new Set(codes)].sort())

export const roleInput = z.object({
  ...fields,
  permissions: permissionSet.optional(),
  company: companyChoice,
})

export const roleReplacement = byId.extend({ ...fields, permissions: permissionSet.optional() })
export const roleUpdate = byId.extend({
  name: fields.name.optional(),
  description: z.string().trim().max(1000).optional(),
  permissions: permissionSet.optional(),
})

export const permissionAssignment = byId.extend({
  permissions: permissionSet,
  reason: z.string().trim().max(500).optional().describe('Why; it stands in the audit trail'),
})

const reassignment = uuid
  .nullable()
  .optional()
  .describe(
    'Which role everybody who has it gets instead, or null to take it from them. Absent: nobody may have it',
  )

export const roleDeletion = byId.extend({ reassign_to: reassignment })

export const rolePreviewInput = byId
  .extend({
    permissions: permissionSet.optional(),
    delete: z.literal(true).optional(),
    reassign_to: reassignment,
  })
  .refine((change) => change.permissions !== undefined || change.delete, {
    path: ['permissions'],
    message: 'Send the permissions that the role is to have, or delete: true.',
  })
  .refine((change) => change.delete || change.reassign_to === undefined, {
    path: ['reassign_to'],
    message: 'Only counts with delete: true.',
  })

export const ROLE_AUDITED = ['name', 'description', 'permissions'] as const
