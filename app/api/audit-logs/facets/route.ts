import { getAuditFacets } from '@/lib/audit-logs/summary-queries'
import { route } from '@/lib/core/route'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({ GET: getAuditFacets })
