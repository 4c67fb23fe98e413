import { route } from '@/lib/core/route'
import { getPermission } from '@/lib/permissions/queries'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({ GET: getPermission })
