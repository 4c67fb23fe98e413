import { route } from '@/lib/core/route'
import { getReadiness } from '@/lib/health/queries'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({ GET: getReadiness })
