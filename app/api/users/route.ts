import { route } from '@/lib/core/route'
import { createUser } from '@/lib/users/commands'
import { listUsers } from '@/lib/users/queries'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: listUsers,
  POST: [createUser, 201],
})
