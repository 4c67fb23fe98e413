import { createHmac } from 'node:crypto'
import { and, eq, sql } from 'drizzle-orm'
import { idempotencyKeys } from '@/db/schema'
import type { Scope } from './context'
import { env } from './env'
import { AppError } from './errors'

const mine = ({ actor }: Scope, key: string) =>
  and(
    eq(idempotencyKeys.companyId, actor.company_id),
    eq(idempotencyKeys.userId, actor.user_id),
    eq(idempotencyKeys.key, key),
  )

const hashOf = ({ ctx }: Scope, request: unknown) =>
  createHmac('sha256', env().AUTH_SECRET)
    .update(JSON.stringify([ctx.target, request]))
    .digest()

/**
 * The first answer to the same key and body in the last 24 hours, if there was one. Throws CONFLICT when
 * the key came with another body.
 */
export async function answeredBefore(scope: Scope, request: unknown) {
  const key = scope.ctx.idempotencyKey
  if (!key) return undefined
  const [first] = await scope.db
    .select({ requestHash: idempotencyKeys.requestHash, response: idempotencyKeys.response })
    .from(idempotencyKeys)
    .where(and(mine(scope, key), sql`created_at > now() - interval '24 hours'`))
  if (!first) return undefined
  if (first.requestHash.equals(hashOf(scope, request))) return { response: first.response }
  throw new AppError(
    'CONFLICT',
    'This Idempotency-Key was already used for another request. Use a new key.',
    { code: 'idempotency_key_reused' },
  )
}

/**
 * Runs a POST once per `Idempotency-Key`: the same key and body give the first answer again for 24
 * hours, another body is a CONFLICT. The key is taken in the transaction of the change, so that of
 * two requests at once the second waits for the first and then repeats its answer. Only `repeatable` is stored.
 */
export async function idempotent(
  scope: Scope,
  request: unknown,
  run: () => Promise<{ response: unknown; repeatable: unknown }>,
): Promise<unknown> {
  const { db, actor, ctx } = scope
  const key = ctx.idempotencyKey
  if (!key) return (await run()).response
  await db
    .delete(idempotencyKeys)
    .where(and(mine(scope, key), sql`created_at <= now() - interval '24 hours'`))
  const taken = await db
    .insert(idempotencyKeys)
    .values({
      companyId: actor.company_id,
      userId: actor.user_id,
      key,
      requestHash: hashOf(scope, request),
    })
    .onConflictDoNothing()
    .returning({ key: idempotencyKeys.key })
  if (taken.length === 0) return (await answeredBefore(scope, request))?.response
  const { response, repeatable } = await run()
  await db
    .update(idempotencyKeys)
    .set({ response: repeatable ?? null })
    .where(mine(scope, key))
  return response
}
