import { z } from 'zod'
import { locale, timeZone } from '@/lib/auth/formats'
import { byId, instant } from '@/lib/core/schema'

export const company = z.object({
  id: z.uuid(),
  name: z.string(),
  code: z.string().describe("The company's name in addresses of pages"),
  description: z.string(),
  is_active: z.boolean(),
  time_zone: z.string().describe('In which times are written for people without an own choice'),
  locale: z.string().describe('How dates and numbers are written for them'),
  user_count: z.number().int(),
  active_count: z.number().int().describe('People who may sign in now'),
  locked_count: z.number().int(),
  admin_count: z.number().int().describe('People who can assign roles and permissions'),
  role_count: z.number().int(),
  created_at: instant,
  updated_at: instant,
})

const name = z.string().trim().min(1, 'Enter a name.').max(200)
const code = z
  .string()
  .trim()
  .toLowerCase()
  .max(50)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'Use letters a to z, digits and single hyphens.')
const description = z.string().trim().max(1000)
const isActive = z.boolean().optional().describe('Only a superuser can change it')

export const companyInput = z.object({
  name,
  code: code.optional().describe('Without one, it follows from the name'),
  description: description.default(''),
  is_active: isActive,
  time_zone: timeZone.optional(),
  locale: locale.optional(),
  standard_roles: z
    .boolean()
    .default(false)
    .describe('Also make the usual roles: Manager, Auditor, Viewer'),
})

export const companyReplacement = companyInput.omit({ standard_roles: true }).extend(byId.shape)

export const companyUpdate = byId.extend({
  name: name.optional(),
  code: code.optional(),
  description: description.optional(),
  is_active: isActive,
  time_zone: timeZone.optional(),
  locale: locale.optional(),
})

export const COMPANY_AUDITED = [
  'name',
  'code',
  'description',
  'is_active',
  'time_zone',
  'locale',
] as const
