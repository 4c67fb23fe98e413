import { route } from '@/lib/core/route'
import { removeRole } from '@/lib/users/role-commands'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: removeRole,
  DELETE: removeRole,
})
