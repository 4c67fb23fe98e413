import { rehearsal, step } from '@/lib/core/operation'
import { previewing } from '@/lib/permissions/preview'
import { assignPermissions, deleteRole } from './commands'
import { rolePreviewInput } from './schema'

export const previewRole = rehearsal({
  ...previewing,
  summary: 'Tell what a change of a role would do, without making it',
  resource: 'Role',
  input: rolePreviewInput,
  steps: ({ id, permissions, reassign_to, ...change }) => [
    ...(permissions ? [step(assignPermissions, { id, permissions })] : []),
    ...(change.delete ? [step(deleteRole, { id, reassign_to })] : []),
  ],
})
