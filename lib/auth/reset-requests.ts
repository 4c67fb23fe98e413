import { sql } from 'drizzle-orm'
import type { Db } from '@/db/connection'
import { writeAudit } from '@/lib/core/audit'
import { queueMail } from '@/lib/core/mail'
import { issueLink } from './links'
import { membershipsOf } from './login'

export interface ResetRequest {
  email?: string
  ip?: string
  request_id?: string
}

/**
 * Makes the link that somebody asked for and queues the mail that carries it. Nothing happens where nobody
 * has this address, or nobody who may sign in.
 */
export async function answerResetRequest(
  db: Db,
  { email = '', ip = '', request_id = '' }: ResetRequest,
): Promise<void> {
  const [identity] = await db.execute<{ id: string }>(sql`
    select id from identities where email_normalised = ${email} and password_hash <> ''`)
  const [member] = identity ? await membershipsOf(db, identity.id) : []
  if (!member) return
  const { company_id: companyId, user_id: userId } = member
  await db.execute(sql`select set_config('app.company_id', ${companyId}::text, true)`)
  const { id } = await issueLink(db, { purpose: 'reset', userId })
  await queueMail(db, { companyId, template: 'reset', userId, linkId: id })
  await writeAudit(db, { ip: ip || null, userAgent: null, requestId: request_id }, null, {
    companyId,
    action: 'UPDATE',
    resourceType: 'User',
    resourceId: userId,
    details: `Somebody asked for a link to choose a new password for ${email}; it went there by mail.`,
  })
}
