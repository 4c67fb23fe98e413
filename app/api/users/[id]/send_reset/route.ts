import { route } from '@/lib/core/route'
import { sendReset } from '@/lib/users/link-commands'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({ POST: sendReset })
