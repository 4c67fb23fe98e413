import { route } from '@/lib/core/route'
import { getOverview } from '@/lib/overview/queries'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({ GET: getOverview })
