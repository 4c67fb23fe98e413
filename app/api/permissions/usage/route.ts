import { route } from '@/lib/core/route'
import { listPermissionUsage } from '@/lib/permissions/usage-queries'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({ GET: listPermissionUsage })
