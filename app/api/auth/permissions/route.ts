import { route } from '@/lib/core/route'
import { listOwnPermissions } from '@/lib/users/permission-queries'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({ GET: listOwnPermissions })
