import { z } from 'zod'
import { permissionCode, uuid } from '@/lib/core/schema'

export const checkInput = z.object({
  checks: z
    .array(
      z.object({
        permission: permissionCode,
        user_id: uuid.nullish().describe('Whose permission; without it, your own'),
      }),
    )
    .min(1, 'Send at least one check.')
    .max(100, 'Send at most 100 checks.'),
})

export const verdict = z.object({
  allowed: z.boolean(),
  because: z.string().describe('A sentence for a person'),
})
