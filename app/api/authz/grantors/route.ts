import { listGrantors } from '@/lib/authz/grantor-queries'
import { route } from '@/lib/core/route'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({ GET: listGrantors })
