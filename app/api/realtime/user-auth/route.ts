import { route } from '@/lib/core/route'
import { signUser } from '@/lib/realtime/queries'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({ POST: signUser })
