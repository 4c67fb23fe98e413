import { createHash, createHmac, randomBytes } from 'node:crypto'
import { and, eq, sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import type { Db } from '@/db/connection'
import { refreshTokens } from '@/db/schema'
import { writeAudit } from '@/lib/core/audit'
import type { Context } from '@/lib/core/context'
import { systemPool } from '@/lib/core/database'
import { env } from '@/lib/core/env'
import { AppError } from '@/lib/core/errors'
import { endSessions } from './sessions'
import { signToken } from './tokens'

/** How long a lost answer can be asked for again without counting as reuse. */
const REPEAT_SECONDS = 20

const sha256 = (token: string) => createHash('sha256').update(token).digest()

/** The successor follows from its parent, so that repeating a refresh mints no second one. */
const childOf = (token: string) =>
  `${token.split('.')[0]}.${createHmac('sha256', env().AUTH_SECRET).update(`refresh ${token}`).digest('base64url')}`

const insertToken = (db: Db, companyId: string, sessionId: string, token: string) =>
  db.insert(refreshTokens).values({ companyId, id: uuidv7(), sessionId, tokenHash: sha256(token) })

/** The first refresh token of a session. Opaque: the session's id and 32 random bytes. */
export async function firstRefreshToken(db: Db, companyId: string, sessionId: string) {
  const token = `${sessionId}.${randomBytes(32).toString('base64url')}`
  await insertToken(db, companyId, sessionId, token)
  return token
}

/** The session that a refresh token claims to belong to; null when it is no such token at all. */
export const sessionOfRefreshToken = (token: string): string | null =>
  /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.[\w-]{43}$/.exec(token)?.[1] ?? null

/** Whether this very token was once handed out. */
export async function isKnownRefreshToken(db: Db, token: string): Promise<boolean> {
  const rows = await db
    .select({ id: refreshTokens.id })
    .from(refreshTokens)
    .where(
      and(
        eq(refreshTokens.sessionId, sessionOfRefreshToken(token) ?? ''),
        eq(refreshTokens.tokenHash, sha256(token)),
      ),
    )
  return rows.length > 0
}

interface LiveSession extends Record<string, unknown> {
  company_id: string
  user_id: string
}

/**
 * Exchanges a refresh token for its successor and a new access token. A token that was used before
 * ends its session, unless its successor is still unused and it was used in the last 20 seconds.
 * Throws UNAUTHENTICATED.
 */
export async function refresh(ctx: Context, token: string) {
  const sessionId = sessionOfRefreshToken(token)
  const rotated = sessionId
    ? await systemPool().write(({ db }) => rotate(db, ctx, sessionId, token))
    : null
  if (!sessionId || !rotated) {
    throw new AppError('UNAUTHENTICATED', 'Your session has ended. Sign in again.')
  }
  return {
    access: await signToken('access', { sid: sessionId, sub: rotated.userId }),
    refresh: rotated.child,
  }
}

async function rotate(db: Db, ctx: Context, sessionId: string, token: string) {
  const [session] = await db.execute<LiveSession>(sql`
    select s.company_id, s.user_id from sessions s
    where s.id = ${sessionId}::uuid and s.ended_at is null and s.expires_at > now()
      and exists (select 1 from users u join companies c on c.id = u.company_id
        where u.company_id = s.company_id and u.id = s.user_id and u.is_active
          and u.deleted_at is null and c.is_active and c.deleted_at is null)
    for update of s`)
  if (!session) return null
  // A statement of its own: joined to the locking one it read the row as it was before the wait.
  const child = childOf(token)
  const known = await db.execute<{
    id: string
    is_parent: boolean
    used: boolean
    repeatable: boolean
  }>(sql`
    select id, token_hash = ${sha256(token)} as is_parent, used_at is not null as used,
      coalesce(used_at > now() - ${REPEAT_SECONDS}::int * interval '1 second', false) as repeatable
    from refresh_tokens
    where company_id = ${session.company_id}::uuid and session_id = ${sessionId}::uuid
      and token_hash in (${sha256(token)}, ${sha256(child)})`)
  const parent = known.find((row) => row.is_parent)
  const successor = known.find((row) => !row.is_parent)
  const answer = { userId: session.user_id, child }
  if (!parent) return null
  if (!parent.used) {
    await Promise.all([
      db
        .update(refreshTokens)
        .set({ usedAt: sql`now()` })
        .where(
          and(eq(refreshTokens.companyId, session.company_id), eq(refreshTokens.id, parent.id)),
        ),
      insertToken(db, session.company_id, sessionId, child),
    ])
    return answer
  }
  if (parent.repeatable && successor && !successor.used) return answer
  await endReused(db, ctx, sessionId, session)
  return null
}

async function endReused(db: Db, ctx: Context, sessionId: string, session: LiveSession) {
  await endSessions(db, {
    companyId: session.company_id,
    userId: session.user_id,
    reason: 'refresh token reused',
    only: sessionId,
  })
  await writeAudit(db, ctx, null, {
    companyId: session.company_id,
    action: 'TOKEN_REUSE',
    resourceType: 'Session',
    resourceId: sessionId,
    details: 'A refresh token was used a second time, so its session was ended.',
    outcome: 'denied',
  })
}
