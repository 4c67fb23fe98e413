import { route } from '@/lib/core/route'
import { listRoleUsers } from '@/lib/roles/member-queries'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({ GET: listRoleUsers })
