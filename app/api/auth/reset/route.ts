import { showReset } from '@/lib/auth/reset-commands'
import { route } from '@/lib/core/route'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({ POST: showReset })
