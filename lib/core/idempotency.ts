import { createHmac } from 'node:crypto'
import { and, eq, sql } from 'drizzle-orm'
import { idempotencyKeys } from '@/db/schema'
import type { Scope } from './context'
import { env } from './env'
import { AppError } from './errors'

/**
 * Runs a POST once per `Idempotency-Key`: the same key and body give the first answer again for 24
 * hours, another body is a CONFLICT. The key is taken in the transaction of the change, so that of
 * two requests at once the second waits for the first and then repeats its answer.
 */
export async function idempotent(
  { db, actor, ctx }: Scope,
  request: unknown,
  run: () => Promise<unknown>,
): Promise<unknown> {
  if (!ctx.idempotencyKey) return run()
  const requestHash = createHmac('sha256', env().AUTH_SECRET)
    .update(JSON.stringify([ctx.target, request]))
    .digest()
  const mine = and(
    eq(idempotencyKeys.companyId, actor.company_id),
    eq(idempotencyKeys.userId, actor.user_id),
    eq(idempotencyKeys.key, ctx.idempotencyKey),
  )
  await db.delete(idempotencyKeys).where(and(mine, sql`created_at < now() - interval '24 hours'`))
  const taken = await db
    .insert(idempotencyKeys)
    .values({
      companyId: actor.company_id,
      userId: actor.user_id,
      key: ctx.idempotencyKey,
      requestHash,
    })
    .onConflictDoNothing()
    .returning({ key: idempotencyKeys.key })
  if (taken.length > 0) {
    const response = await run()
    await db
      .update(idempotencyKeys)
      .set({ response: response ?? null })
      .where(mine)
    return response
  }
  const [first] = await db.select().from(idempotencyKeys).where(mine)
  if (first?.requestHash.equals(requestHash)) return first.response
  throw new AppError(
    'CONFLICT',
    'This Idempotency-Key was already used for another request. Use a new key.',
    { code: 'idempotency_key_reused' },
  )
}
