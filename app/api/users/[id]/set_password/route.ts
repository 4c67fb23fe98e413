import { route } from '@/lib/core/route'
import { setPassword } from '@/lib/users/account-commands'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({ POST: setPassword })
