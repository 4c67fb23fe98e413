import { exportAuditLogs } from '@/lib/audit-logs/export-queries'
import { route } from '@/lib/core/route'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({ GET: exportAuditLogs })
