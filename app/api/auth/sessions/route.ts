import { endOtherSessions } from '@/lib/auth/commands'
import { listOwnSessions } from '@/lib/auth/queries'
import { route } from '@/lib/core/route'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: listOwnSessions,
  DELETE: [endOtherSessions, 204],
})
