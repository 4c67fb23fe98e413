import { logout } from '@/lib/auth/commands'
import { route } from '@/lib/core/route'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({ POST: logout })
