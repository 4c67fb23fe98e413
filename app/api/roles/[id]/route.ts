import { route } from '@/lib/core/route'
import { deleteRole, replaceRole, updateRole } from '@/lib/roles/commands'
import { getRole } from '@/lib/roles/queries'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: getRole,
  PUT: replaceRole,
  PATCH: updateRole,
  DELETE: [deleteRole, 204],
})
