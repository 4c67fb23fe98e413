import { route } from '@/lib/core/route'
import { requirePasswordChange } from '@/lib/users/account-commands'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({ POST: requirePasswordChange })
