import { route } from '@/lib/core/route'
import { endUserSession } from '@/lib/users/account-commands'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({ DELETE: [endUserSession, 204] })
