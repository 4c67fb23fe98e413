import { route } from '@/lib/core/route'
import { getRealtime } from '@/lib/realtime/queries'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({ GET: getRealtime })
