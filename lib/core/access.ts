import type { Transaction } from '@/db/pool'
import { rolesOf } from '@/db/urls'
import { authenticate } from '@/lib/auth/principal'
import { describePermission } from '@/lib/permissions/catalog'
import { writeAudit } from './audit'
import type { Context, Principal, Scope } from './context'
import { requestDatabaseUrl, requestPool, systemPool } from './database'
import { AppError } from './errors'
import type { Access, Operation } from './operation'

const sessionEnded = () =>
  new AppError('UNAUTHENTICATED', 'Your session has ended or is not valid. Sign in again.')

/** Who asks, from the database's truth, and fences the transaction to their company. One wait. */
async function identify(tx: Transaction, ctx: Context): Promise<Principal> {
  if (!ctx.sessionId) throw sessionEnded()
  const principal = await authenticate(tx.db, ctx.sessionId)
  if (!principal) throw sessionEnded()
  if (principal.is_superuser) {
    tx.sendAhead(`set local role "${rolesOf(requestDatabaseUrl()).platform}"`)
  }
  return principal
}

/** Whether the person has what an operation needs. */
const isAllowed = (actor: Principal, access: Access) =>
  access === 'SIGNED_IN' ||
  (access === 'SUPERUSER' ? actor.is_superuser : actor.permissions.includes(access))

interface Guarded {
  access: Access
  beforePasswordChange?: boolean
}

/** Throws FORBIDDEN when the person lacks what an operation needs. */
export function assertAllowed(actor: Principal, operation: Guarded) {
  if (actor.must_change_password && !operation.beforePasswordChange) {
    throw new AppError('FORBIDDEN', 'Choose a new password before you go on.', {
      code: 'password_change_required',
    })
  }
  const { access } = operation
  if (isAllowed(actor, access)) return
  throw access === 'SUPERUSER' || access === 'SIGNED_IN'
    ? new AppError('FORBIDDEN', 'Only a superuser can do this.', { missingPermission: 'superuser' })
    : new AppError(
        'FORBIDDEN',
        `You need the permission "${describePermission(access)}" (${access}). Ask an administrator of your company for it.`,
        { missingPermission: access },
      )
}

/** What an operation runs with; it rechecks against that operation's access. */
export function scopeOf(operation: Guarded, { db, actor, ctx }: Omit<Scope, 'recheck'>): Scope {
  const recheck = async () => {
    if (actor.is_superuser) return
    const fresh = await authenticate(db, actor.session_id)
    if (!fresh) throw sessionEnded()
    assertAllowed(Object.assign(actor, fresh), operation)
  }
  return { db, actor, ctx, recheck }
}

/** A refusal is written in a transaction of its own, since the one that was refused leaves nothing. */
async function auditRefusal(
  ctx: Context,
  actor: Principal,
  operation: Operation,
  input: Input,
  error: AppError,
) {
  const isTooMuch = operation.kind === 'download' && error.kind === 'RATE_LIMITED'
  const isForbidden = error.kind === 'FORBIDDEN' && error.code !== 'password_change_required'
  if (!isForbidden && !isTooMuch) return
  await systemPool().write((tx) =>
    writeAudit(tx.db, ctx, actor, {
      companyId: actor.company_id,
      action: 'DENIED',
      resourceType: operation.resource,
      resourceId: idIn(input),
      details: `Refused: ${operation.summary}. ${error.message}`,
      outcome: 'denied',
    }),
  )
}

/** Gives the input; called only after the access check. */
export type Input = () => unknown

/** The id that a request named, if it named one. */
function idIn(input: Input): string | null {
  try {
    const { id } = input() as { id?: unknown }
    return typeof id === 'string' ? id : null
  } catch {
    return null
  }
}

/** Runs `body` as the signed-in person behind the operation's access check. */
export async function asActor<T>(
  operation: Exclude<Operation, { kind: 'anonymous' }>,
  ctx: Context,
  input: Input,
  mode: 'read' | 'write' | 'rehearse',
  body: (scope: Scope) => Promise<T>,
): Promise<T> {
  let actor: Principal | undefined
  try {
    return await requestPool()[mode](async (tx) => {
      actor = await identify(tx, ctx)
      assertAllowed(actor, operation)
      return body(scopeOf(operation, { db: tx.db, actor, ctx }))
    })
  } catch (error) {
    if (actor && error instanceof AppError) {
      await auditRefusal(ctx, actor, operation, input, error)
    }
    throw error
  }
}
