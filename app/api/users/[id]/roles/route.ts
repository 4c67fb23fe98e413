import { route } from '@/lib/core/route'
import { listUserRoles } from '@/lib/users/role-queries'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({ GET: listUserRoles })
