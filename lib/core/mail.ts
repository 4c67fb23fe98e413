import { sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import type { Db } from '@/db/connection'
import { env } from './env'

/** Whether messages are sent at all. Otherwise they are kept as files, and links are shown to those who caused them. */
export const hasMailServer = () => env().SMTP_URL !== undefined

export interface QueuedMail {
  companyId: string
  template: 'invitation' | 'reset' | 'password_changed' | 'reset_request'
  userId?: string
  linkId?: string
  /** What the text says beyond its recipient, company and link. Never a secret. */
  params?: Record<string, string>
}

/**
 * Writes a message that is sent after the commit, in the transaction of what causes it. The link in it is
 * made while it is sent, so that no token is stored.
 */
export async function queueMail(db: Db, mail: QueuedMail): Promise<void> {
  const { companyId, template, userId = null, linkId = null, params = {} } = mail
  // Names its columns, because the role that answers requests may write these and no others.
  await db.execute(sql`
    insert into mail_outbox (company_id, id, template, user_id, link_id, params)
    values (${companyId}::uuid, ${uuidv7()}::uuid, ${template}, ${userId}::uuid, ${linkId}::uuid,
      ${JSON.stringify(params)}::jsonb)`)
}
