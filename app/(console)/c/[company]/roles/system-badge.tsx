import { Lock } from 'lucide-react'
import { getText } from '@/app/_ui/i18n/messages'

/** Marks a role that nobody can change. */
export async function SystemBadge() {
  const roles = await getText('roles')
  return (
    <span className="chip chip--default" title={roles('systemNote')}>
      <Lock className="size-3" aria-hidden="true" /> {roles('system')}
    </span>
  )
}
