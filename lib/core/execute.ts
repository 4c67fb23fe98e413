import type { z } from 'zod'
import { asActor, type Input } from './access'
import { type AuditEntry, difference, writeAudit } from './audit'
import type { Context, Scope } from './context'
import { beginDownload } from './download'
import { AppError, type FieldErrors, toAppError } from './errors'
import { entityTag } from './etag'
import { answeredBefore, idempotent } from './idempotency'
import type { Change, Command, Operation } from './operation'
import { announce } from './outbox'
import type { Page } from './pagination'
import { rehearse } from './rehearse'
import { inTurn } from './turns'

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
      return asActor(operation, ctx, input, 'read', (scope) =>
        operation.run(scope, parse(operation.input, input())),
      ) as Promise<unknown | Page<unknown>>
    case 'command':
      return executeCommand(operation, ctx, input)
    case 'rehearsal':
      return rehearse(operation, ctx, () => parse(operation.input, input()))
    case 'download':
      return beginDownload(operation, ctx, () => parse(operation.input, input()))
  }
}

/**
 * The slow part of a command runs between two transactions: it must neither hold a connection nor be
 * open to strangers. A request that was answered before does not run it again.
 */
async function prepare(operation: Command, ctx: Context, input: Input) {
  const { actor, parsed, answer } = await asActor(operation, ctx, input, 'read', async (scope) => {
    const parsed = parse(operation.input, input())
    return { actor: scope.actor, parsed, answer: await answeredBefore(scope, parsed) }
  })
  if (answer) return { answer }
  return { prepared: await inTurn(actor.user_id, () => operation.prepare!(actor, parsed, ctx)) }
}

async function executeCommand(operation: Command, ctx: Context, input: Input): Promise<unknown> {
  const first = operation.prepare ? await prepare(operation, ctx, input) : undefined
  if (first?.answer) return first.answer.response
  const prepared = first?.prepared
  return asActor(operation, ctx, input, 'write', (scope) => {
    const parsed = parse(operation.input, input())
    return idempotent(scope, parsed, async () => {
      const change = await operation.run(scope, parsed, prepared)
      assertFresh(ctx, change.before)
      const made = (change.each ?? [change]).filter(({ isUnchanged }) => !isUnchanged)
      await record(scope, operation, made)
      if (!change.each && !change.isUnchanged && change.after?.id)
        ctx.onChange?.(entityTag(change.after))
      const response = change.response === undefined ? change.after : change.response
      return { response, repeatable: change.repeatable ?? response }
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

/** The entry of a change, in its company. */
function entryOf({ actor }: Scope, operation: Command, change: Change<unknown>): AuditEntry {
  const { before, after } = change
  const verb = before ? (after ? 'UPDATE' : 'DELETE') : 'CREATE'
  const subject = (after ?? before ?? {}) as { id?: string; name?: string; username?: string }
  const { resource, action, audited } = change.about ?? operation
  return {
    companyId: change.company ?? actor.company_id,
    action: action ?? verb,
    resourceType: resource,
    resourceId: change.resourceId ?? subject.id ?? null,
    details:
      change.details ??
      `${VERBS[verb]} ${resource.toLowerCase()} ${subject.name ?? subject.username ?? ''}.`,
    changes: difference(before, after, audited),
  }
}

/** All entries at once: one by one, those of a role that thousands have would take too long. */
async function record(scope: Scope, operation: Command, changes: readonly Change<unknown>[]) {
  const { db, ctx, actor } = scope
  await Promise.all([
    writeAudit(db, ctx, actor, ...changes.map((change) => entryOf(scope, operation, change))),
    ...changes.map(({ company, affects }) =>
      announce(db, company ?? actor.company_id, affects ?? []),
    ),
  ])
}
