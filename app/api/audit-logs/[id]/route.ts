import { getAuditLog } from '@/lib/audit-logs/queries'
import { route } from '@/lib/core/route'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({ GET: getAuditLog })
