import { route } from '@/lib/core/route'
import { unlockUser } from '@/lib/users/lock-commands'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({ POST: unlockUser })
