import { updateMe } from '@/lib/auth/profile-commands'
import { getMe } from '@/lib/auth/queries'
import { route } from '@/lib/core/route'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({ GET: getMe, PATCH: updateMe })
