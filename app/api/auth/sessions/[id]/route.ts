import { endOwnSession } from '@/lib/auth/commands'
import { getOwnSession } from '@/lib/auth/queries'
import { route } from '@/lib/core/route'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: getOwnSession,
  DELETE: [endOwnSession, 204],
})
