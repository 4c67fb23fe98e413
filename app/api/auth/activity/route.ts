import { listOwnActivity } from '@/lib/audit-logs/own-queries'
import { route } from '@/lib/core/route'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({ GET: listOwnActivity })
