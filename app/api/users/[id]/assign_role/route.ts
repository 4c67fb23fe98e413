import { route } from '@/lib/core/route'
import { assignRole } from '@/lib/users/role-commands'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({ POST: assignRole })
