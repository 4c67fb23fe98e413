import { rehearsal, step } from '@/lib/core/operation'
import { previewing } from '@/lib/permissions/preview'
import { deleteUser, updateUser } from './commands'
import { assignRole, removeRole } from './role-commands'
import { userPreviewInput } from './schema'

export const previewUser = rehearsal({
  ...previewing,
  summary: 'Tell what a change of a user would do, without making it',
  resource: 'User',
  input: userPreviewInput,
  // Given before taken, so that one role of an administrator can be replaced by another.
  steps: ({ id, roles, is_active, ...change }) => [
    ...(roles?.add ?? []).map((role) => step(assignRole, { id, ...role })),
    ...(roles?.remove ?? []).map((role_id) => step(removeRole, { id, role_id })),
    ...(is_active === undefined ? [] : [step(updateUser, { id, is_active, password: undefined })]),
    ...(change.delete ? [step(deleteUser, { id })] : []),
  ],
})
