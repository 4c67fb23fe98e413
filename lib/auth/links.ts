import { createHash, createHmac } from 'node:crypto'
import { type SQL, sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import type { Db } from '@/db/connection'
import { env } from '@/lib/core/env'

export type Purpose = 'invitation' | 'reset'

const LIFETIME = { invitation: '72 hours', reset: '30 minutes' } as const
const PATH = { invitation: '/invite/', reset: '/reset-password?token=' } as const

/** The token of a link follows from its id, so that whoever sends the mail can make it and nobody has to store it. */
const tokenOf = (purpose: Purpose, id: string) =>
  createHmac('sha256', env().AUTH_SECRET).update(`link ${purpose} ${id}`).digest('base64url')

const hashOf = (token: string) => createHash('sha256').update(token).digest()

/** Where a link leads: always below our own address, whatever Host a request named. */
const urlOf = (purpose: Purpose, id: string) =>
  `${env().PUBLIC_URL.replace(/\/$/, '')}${PATH[purpose]}${tokenOf(purpose, id)}`

interface Request {
  purpose: Purpose
  userId: string
  /** Who caused it; nobody when somebody asked for their own. */
  issuedBy?: string
  /** They see the link, since no mail is sent. */
  isShown?: boolean
}

export interface Issued {
  id: string
  url: string
  expires_at: string
}

/**
 * Makes a link for a user within reach of the transaction, whose earlier ones die. Throws CONFLICT where it
 * would be shown and the person also works for another company.
 */
export async function issueLink(db: Db, request: Request): Promise<Issued> {
  const { purpose, userId, issuedBy = null, isShown = false } = request
  const id = uuidv7()
  const [row] = await db.execute<{ ends: string }>(sql`
    select app.issue_link(${id}::uuid, ${userId}::uuid, ${purpose}::text, ${hashOf(tokenOf(purpose, id))}::bytea,
      ${LIFETIME[purpose]}::interval, ${issuedBy}::uuid, ${isShown}::boolean) as ends`)
  return { id, url: urlOf(purpose, id), expires_at: new Date(row!.ends).toISOString() }
}

/**
 * The link as the mail needs it. One that was made under an earlier AUTH_SECRET and not sent yet is made anew.
 */
export async function linkForMail(db: Db, purpose: Purpose, id: string): Promise<string> {
  await db.execute(sql`
    update one_time_links set token_hash = ${hashOf(tokenOf(purpose, id))}::bytea
    where id = ${id}::uuid and token_hash <> ${hashOf(tokenOf(purpose, id))}::bytea`)
  return urlOf(purpose, id)
}

export interface LiveLink extends Record<string, unknown> {
  id: string
  company_id: string
  company_name: string
  user_id: string
  identity_id: string
  email: string
  username: string
  first_name: string
  last_name: string
  created_by: string | null
  expires_at: string
}

/**
 * A link that works: unused, the newest, of a live user in a live company. A reset dies when the password or
 * the e-mail address has changed since. A link that an administrator was shown opens nothing that they may
 * not do themselves by now: whoever is given more rights meanwhile must not hand them on by it.
 */
const WORKS = sql`l.used_at is null and l.revoked_at is null and l.expires_at > now()
  and u.is_active and u.deleted_at is null and c.is_active and c.deleted_at is null
  and u.is_invited = (l.purpose = 'invitation')
  and (l.purpose = 'invitation' or l.created_at >= i.updated_at)
  and (l.shown_to is null or exists (
    select from users g where g.id = l.shown_to and g.is_active and g.deleted_at is null
      and (g.is_superuser or (not u.is_superuser and not exists (
        select app.effective_codes(u.company_id, u.id) except select app.effective_codes(g.company_id, g.id))))))`

const live = (db: Db, which: SQL) =>
  db.execute<LiveLink>(sql`
    select l.id, l.company_id, c.name as company_name, l.user_id, u.identity_id, u.email, u.username,
      u.first_name, u.last_name, l.created_by,
      to_char(l.expires_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as expires_at
    from one_time_links l
    join users u on u.company_id = l.company_id and u.id = l.user_id
    join companies c on c.id = l.company_id
    join identities i on i.id = u.identity_id
    where ${which} and ${WORKS}`)

/** The link of a token, if it works. */
export async function findLink(db: Db, purpose: Purpose, token: string) {
  const [link] = await live(
    db,
    sql`l.purpose = ${purpose} and l.token_hash = ${hashOf(token)}::bytea`,
  )
  return link
}

/** Whence a link came, whether or not it works. */
export async function findOrigin(db: Db, purpose: Purpose, token: string) {
  const [origin] = await db.execute<
    Pick<LiveLink, 'company_id' | 'company_name' | 'created_by'>
  >(sql`
    select l.company_id, c.name as company_name, l.created_by
    from one_time_links l join companies c on c.id = l.company_id
    where l.purpose = ${purpose} and l.token_hash = ${hashOf(token)}::bytea`)
  return origin ?? null
}

/** The link of an id, if it still works. */
export async function findLinkById(db: Db, id: string) {
  const [link] = await live(db, sql`l.id = ${id}::uuid`)
  return link
}

/** Uses a link up, once however many try; undefined when it does not work any more. */
export async function spendLink(db: Db, found: LiveLink): Promise<LiveLink | undefined> {
  // First, and by a statement of its own: one that waited would still show the link from before its wait.
  await db.execute(
    sql`select from identities where id = ${found.identity_id}::uuid for no key update`,
  )
  const link = await findLinkById(db, found.id)
  if (!link) return undefined
  await db.execute(sql`
    update one_time_links set used_at = now()
    where company_id = ${link.company_id}::uuid and id = ${link.id}::uuid`)
  return link
}
