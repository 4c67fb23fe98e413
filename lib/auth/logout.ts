import { writeAudit } from '@/lib/core/audit'
import type { Context } from '@/lib/core/context'
import { systemPool } from '@/lib/core/database'
import { AppError } from '@/lib/core/errors'
import { authenticate } from './principal'
import { isKnownRefreshToken, sessionOfRefreshToken } from './refresh'
import { endSessions } from './sessions'

/** Ends the caller's session, named by a verified token or by a refresh token of it. Throws UNAUTHENTICATED. */
export async function signOut(ctx: Context, refreshToken?: string): Promise<void> {
  const isDone = await systemPool().write(async ({ db }) => {
    const sessionId = ctx.sessionId ?? (refreshToken ? sessionOfRefreshToken(refreshToken) : null)
    if (!sessionId) return false
    if (!ctx.sessionId && !(await isKnownRefreshToken(db, refreshToken!))) return false
    const actor = await authenticate(db, sessionId)
    if (!actor) return false
    await endSessions(db, {
      companyId: actor.company_id,
      userId: actor.user_id,
      reason: 'signed out',
      only: sessionId,
    })
    await writeAudit(db, ctx, actor, {
      companyId: actor.company_id,
      action: 'LOGOUT',
      resourceType: 'Session',
      resourceId: sessionId,
      details: 'Signed out.',
    })
    return true
  })
  if (!isDone) throw new AppError('UNAUTHENTICATED', 'You are not signed in.')
}
