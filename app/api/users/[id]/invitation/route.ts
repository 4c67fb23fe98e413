import { route } from '@/lib/core/route'
import { resendInvitation, withdrawInvitation } from '@/lib/users/link-commands'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: resendInvitation,
  DELETE: [withdrawInvitation, 204],
})
