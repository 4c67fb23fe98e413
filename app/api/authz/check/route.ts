import { checkPermissions } from '@/lib/authz/queries'
import { route } from '@/lib/core/route'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({ POST: checkPermissions })
