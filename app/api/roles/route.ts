import { route } from '@/lib/core/route'
import { createRole } from '@/lib/roles/commands'
import { listRoles } from '@/lib/roles/queries'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: listRoles,
  POST: [createRole, 201],
})
