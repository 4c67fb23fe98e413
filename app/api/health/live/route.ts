import { route } from '@/lib/core/route'
import { getLiveness } from '@/lib/health/queries'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({ GET: getLiveness })
