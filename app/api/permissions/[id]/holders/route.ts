import { route } from '@/lib/core/route'
import { listPermissionHolders } from '@/lib/permissions/holder-queries'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({ GET: listPermissionHolders })
