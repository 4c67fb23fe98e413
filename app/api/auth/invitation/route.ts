import { showInvitation } from '@/lib/auth/invitation-commands'
import { route } from '@/lib/core/route'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({ POST: showInvitation })
