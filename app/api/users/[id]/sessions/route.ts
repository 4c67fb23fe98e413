import { route } from '@/lib/core/route'
import { endUserSessions } from '@/lib/users/account-commands'
import { listUserSessions } from '@/lib/users/queries'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: listUserSessions,
  DELETE: [endUserSessions, 204],
})
