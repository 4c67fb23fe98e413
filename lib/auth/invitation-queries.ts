import { sql } from 'drizzle-orm'
import type { Db } from '@/db/connection'
import { displayName } from '@/lib/core/context'
import { systemPool } from '@/lib/core/database'
import { anonymous } from '@/lib/core/operation'
import { findOrigin, type LiveLink } from './links'
import { linkInput, sender } from './schema'

type Origin = Pick<LiveLink, 'company_id' | 'created_by'>

/** By the name they have, or had, in the company that they invite to; a superuser has none there. */
export async function inviterOf(db: Db, { company_id, created_by }: Origin) {
  const [person] = await db.execute<{
    first_name: string
    last_name: string
    username: string
  }>(sql`
    select first_name, last_name, username from users where id = ${created_by}::uuid
    order by company_id = ${company_id}::uuid desc limit 1`)
  return person ? displayName(person) : ''
}

/**
 * Whatever has become of the invitation, of the person and of the company, which it does not tell: no more than
 * the mail that brought the link has told. Null for a link that never was, or was forgotten.
 */
export const showInviter = anonymous({
  summary: 'Tell whom to ask for a new invitation',
  resource: 'Invitation',
  input: linkInput,
  output: sender.nullable(),
  run: (_ctx, { token }) =>
    systemPool().read(async ({ db }) => {
      const origin = await findOrigin(db, 'invitation', token)
      return origin && { company: origin.company_name, inviter: await inviterOf(db, origin) }
    }),
})
