import { route } from '@/lib/core/route'
import { assignPermissions } from '@/lib/roles/commands'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({ POST: assignPermissions })
