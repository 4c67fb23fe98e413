import { z } from 'zod'
import { permissionCode } from '@/lib/core/schema'

export const permission = z.object({
  id: z.uuid(),
  name: permissionCode.describe('The code'),
  description: z.string(),
})
