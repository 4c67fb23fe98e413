import { route } from '@/lib/core/route'
import { deleteUser, replaceUser, updateUser } from '@/lib/users/commands'
import { getUser } from '@/lib/users/queries'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: getUser,
  PUT: replaceUser,
  PATCH: updateUser,
  DELETE: [deleteUser, 204],
})
