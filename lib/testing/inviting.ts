import { uuidv7 } from 'uuidv7'
import { inviteUsers } from '@/lib/users/invitation-commands'
import { tokenIn } from './mailing'
import { type Person, run } from './sandbox'

/** An address that nobody has. */
export const newAddress = () => `invited-${uuidv7()}@example.com`

/** Somebody who is invited, with the token of their link. */
export async function invite(by: Person, role_ids: string[], email = newAddress()) {
  const [result] = await run(inviteUsers, by, { emails: [email], role_ids })
  return { id: result!.user!.id, email, token: tokenIn(result!.link!) }
}
