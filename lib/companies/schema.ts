import { z } from 'zod'
import { byId, instant } from '@/lib/core/schema'

export const company = z.object({
  id: z.uuid(),
  name: z.string(),
  description: z.string(),
  is_active: z.boolean(),
  user_count: z.number().int(),
  role_count: z.number().int(),
  created_at: instant,
  updated_at: instant,
})

const name = z.string().trim().min(1, 'Enter a name.').max(200)
const description = z.string().trim().max(1000)
const isActive = z.boolean().optional().describe('Only a superuser can change it')

export const companyInput = z.object({
  name,
  description: description.default(''),
  is_active: isActive,
})

export const companyReplacement = companyInput.extend(byId.shape)

export const companyUpdate = byId.extend({
  name: name.optional(),
  description: description.optional(),
  is_active: isActive,
})

export const COMPANY_AUDITED = ['name', 'description', 'is_active'] as const
