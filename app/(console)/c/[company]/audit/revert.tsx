import type { z } from 'zod'
import type { Entry } from '@/app/_ui/audit/audit-rows'
import { getMessages, getText } from '@/app/_ui/i18n/messages'
import { MoreText } from '@/app/_ui/i18n/more-text'
import { codesChangedBy, reversalOf, revertible } from '@/lib/audit-logs/rules'
import { getMe } from '@/lib/auth/queries'
import { getCompany } from '@/lib/companies/queries'
import type { company } from '@/lib/companies/schema'
import { entityTag } from '@/lib/core/etag'
import { load, loadIfThere } from '@/lib/core/load'
import { getRole } from '@/lib/roles/queries'
import type { role } from '@/lib/roles/schema'
import { getUser } from '@/lib/users/queries'
import type { user } from '@/lib/users/schema'
import { RevertButton } from './revert-button'

type Found = NonNullable<ReturnType<typeof revertible>>
type Current = z.infer<typeof user> | z.infer<typeof role> | z.infer<typeof company>

/** What the entry is about, as it is now; undefined where it is gone. */
function currentOf({ kind, id }: Found): Promise<Current | undefined> {
  if (kind === 'User') return loadIfThere(getUser, { id })
  return kind === 'Role' ? loadIfThere(getRole, { id }) : loadIfThere(getCompany, { id })
}

/** Takes the change of an entry back, where that can be done; the button judges whether the viewer may. */
export async function Revert({ event }: { event: Entry }) {
  const [{ user, permissions }, { messages }] = await Promise.all([load(getMe, {}), getMessages()])
  const viewer = { user_id: user.id, is_superuser: user.is_superuser, permissions }
  const found = revertible(event, viewer)
  const current = found && (await currentOf(found))
  const reversal = current && reversalOf(event, current, viewer)
  if (!found || !reversal) return null
  const audit = await getText('audit')
  const { revert, matrix } = messages
  return (
    <MoreText messages={{ revert, ...(reversal.preview && { matrix }) }}>
      <RevertButton
        // Another entry is another dialog.
        key={event.id}
        label={audit('revert')}
        kind={found.kind}
        details={event.details}
        needs={[...found.needs, ...codesChangedBy(reversal)]}
        reversal={reversal}
        etag={entityTag(current)}
      />
    </MoreText>
  )
}
