import { changePassword } from '@/lib/auth/commands'
import { route } from '@/lib/core/route'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({ POST: [changePassword, 204] })
