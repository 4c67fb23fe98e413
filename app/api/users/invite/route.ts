import { route } from '@/lib/core/route'
import { inviteUsers } from '@/lib/users/invitation-commands'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({ POST: inviteUsers })
