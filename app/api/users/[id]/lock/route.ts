import { route } from '@/lib/core/route'
import { lockUser } from '@/lib/users/lock-commands'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({ POST: lockUser })
