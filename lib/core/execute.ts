import type { z } from 'zod'
import type { Transaction } from '@/db/pool'
import { rolesOf } from '@/db/urls'
import { authenticate } from '@/lib/auth/principal'
import { describePermission } from '@/lib/permissions/catalog'
import { difference, writeAudit } from './audit'
import type { Context, Principal, Scope } from './context'
import { requestDatabaseUrl, requestPool, systemPool } from './database'
import { AppError, type FieldErrors, toAppError } from './errors'
import { entityTag } from './etag'
import { idempotent } from './idempotency'
import type { Access, Change, Command, Operation } from './operation'
import { announce } from './outbox'
import type { Page } from './pagination'

/** Checks a value against a schema. Throws INVALID with the messages of every field. */
export function parse<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const errors: FieldErrors = {}
  for (const issue of result.error.issues) {
    const field = issue.path.join('.') || 'request'
    errors[field] = [...(errors[field] ?? []), issue.message]
  }
  const [field, messages] = Object.entries(errors)[0]!
  throw new AppError('INVALID', `${field}: ${messages[0]}`, { errors })
}

/** Who asks, from the database's truth, and fences the transaction to their company. One wait. */
async function identify(tx: Transaction, ctx: Context): Promise<Principal> {
  const refused = new AppError(
    'UNAUTHENTICATED',
    'Your session has ended or is not valid. Sign in again.',
  )
  if (!ctx.sessionId) throw refused
  const principal = await authenticate(tx.db, ctx.sessionId)
  if (!principal) throw refused
  if (principal.is_superuser) {
    tx.sendAhead(`set local role "${rolesOf(requestDatabaseUrl()).platform}"`)
  }
  return principal
}

/** Whether the person has what an operation needs. */
export const isAllowed = (actor: Principal, access: Access) =>
  access === 'SIGNED_IN' ||
  (access === 'SUPERUSER' ? actor.is_superuser : actor.permissions.includes(access))

function assertAllowed(
  actor: Principal,
  operation: { access: Access; beforePasswordChange?: boolean },
) {
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

/** A refusal is written in a transaction of its own, since the one that was refused leaves nothing. */
async function auditRefusal(ctx: Context, actor: Principal, operation: Operation, error: AppError) {
  if (error.kind !== 'FORBIDDEN' || error.code === 'password_change_required') return
  await systemPool().write((tx) =>
    writeAudit(tx.db, ctx, actor, {
      companyId: actor.company_id,
      action: 'DENIED',
      resourceType: operation.resource,
      details: `Refused: ${operation.summary}. ${error.message}`,
      outcome: 'denied',
    }),
  )
}

type Input = () => unknown

/** Runs `body` as the signed-in person behind the operation's access check. */
async function asActor<T>(
  operation: Exclude<Operation, { kind: 'anonymous' }>,
  ctx: Context,
  mode: 'read' | 'write',
  body: (scope: Scope) => Promise<T>,
): Promise<T> {
  let actor: Principal | undefined
  try {
    return await requestPool()[mode](async (tx) => {
      actor = await identify(tx, ctx)
      assertAllowed(actor, operation)
      return body({ db: tx.db, actor, ctx })
    })
  } catch (error) {
    if (actor && error instanceof AppError) await auditRefusal(ctx, actor, operation, error)
    throw error
  }
}

/**
 * The only way an operation is run: who asks, may they, is the input right, then the work, and for a
 * command its audit entry and its events, all in one transaction. `input` is called after the access
 * check, so that somebody without a right learns nothing from a malformed request. Throws only AppError.
 */
export async function execute(operation: Operation, ctx: Context, input: Input): Promise<unknown> {
  try {
    return await dispatch(operation, ctx, input)
  } catch (error) {
    throw toAppError(error)
  }
}

async function dispatch(operation: Operation, ctx: Context, input: Input): Promise<unknown> {
  switch (operation.kind) {
    case 'anonymous':
      return operation.run(ctx, parse(operation.input, input()))
    case 'query':
    case 'list':
      return asActor(operation, ctx, 'read', (scope) =>
        operation.run(scope, parse(operation.input, input())),
      ) as Promise<unknown | Page<unknown>>
    case 'command':
      return executeCommand(operation, ctx, input)
  }
}

async function executeCommand(operation: Command, ctx: Context, input: Input): Promise<unknown> {
  // The slow part runs between two transactions: it must neither hold a connection nor be open to strangers.
  const prepared = operation.prepare
    ? await asActor(operation, ctx, 'read', async ({ actor }) => ({
        actor,
        parsed: parse(operation.input, input()),
      })).then(({ actor, parsed }) => operation.prepare!(actor, parsed))
    : undefined
  return asActor(operation, ctx, 'write', (scope) => {
    const parsed = parse(operation.input, input())
    return idempotent(scope, parsed, async () => {
      const change = await operation.run(scope, parsed, prepared)
      assertFresh(ctx, change.before)
      if (!change.isUnchanged) await record(scope, operation, change)
      return change.response === undefined ? change.after : change.response
    })
  })
}

function assertFresh(ctx: Context, before: Change<unknown>['before']) {
  if (!ctx.ifMatch || ctx.ifMatch === '*' || !before) return
  const current = entityTag(before)
  const expected = ctx.ifMatch.split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  if (expected.includes(current)) return
  throw new AppError(
    'STALE',
    'Somebody else has changed this since you read it. Read it again and repeat your change.',
    { headers: { etag: current } },
  )
}

const VERBS = { CREATE: 'Created', UPDATE: 'Changed', DELETE: 'Deleted' } as const

async function record({ db, ctx, actor }: Scope, operation: Command, change: Change<unknown>) {
  const { before, after } = change
  const verb = before ? (after ? 'UPDATE' : 'DELETE') : 'CREATE'
  const subject = (after ?? before ?? {}) as { id?: string; name?: string; username?: string }
  const company = change.company ?? actor.company_id
  await Promise.all([
    writeAudit(db, ctx, actor, {
      companyId: company,
      action: operation.action ?? verb,
      resourceType: operation.resource,
      resourceId: change.resourceId ?? subject.id ?? null,
      details:
        change.details ??
        `${VERBS[verb]} ${operation.resource.toLowerCase()} ${subject.name ?? subject.username ?? ''}.`,
      changes: difference(before, after, operation.audited),
    }),
    announce(db, company, change.affects ?? []),
  ])
}
