import { sql } from 'drizzle-orm'
import { asActor, assertAllowed, type Input, scopeOf } from './access'
import type { Context, Scope } from './context'
import { type AppError, toAppError } from './errors'
import type { Attempt, Change, Rehearsal, Step } from './operation'

/** Whether a change was refused for what it would do, and not for how it was asked. */
const isGuard = ({ kind }: AppError) => kind === 'FORBIDDEN' || kind === 'CONFLICT'

const savepoint = ({ db }: Scope, index: number) => db.execute(sql.raw(`savepoint step_${index}`))
const takeBack = ({ db }: Scope, index: number) =>
  db.execute(sql.raw(`rollback to savepoint step_${index}`))

/**
 * Makes a change by the `run` of its commands, looks at what it did, and takes it back: no entry, event,
 * version, key or lock is left. `input` gives what is parsed. Throws what the change throws that is no guard.
 */
export async function rehearse<Seen>(
  operation: Rehearsal<Rehearsal['input'], Rehearsal['output'], Seen>,
  ctx: Context,
  input: Input,
): Promise<unknown> {
  const attempt = await asActor(operation, ctx, input, 'rehearse', async (scope) => {
    const steps = operation.steps(input())
    for (const { command } of steps) assertAllowed(scope.actor, command)
    const { changes, refusals } = await tryAll(scope, steps)
    // Whoever cannot make all of a change makes none of it.
    const made = refusals.length > 0 ? [] : changes
    const after = await operation.observe(scope, made)
    await takeBack(scope, 0)
    const before = await operation.observe(scope, made)
    return { actor: scope.actor, before, after, refusals }
  })
  return operation.answer(attempt)
}

async function tryAll(scope: Scope, steps: readonly Step[]) {
  // Of its own, since a step may change what the actor may do for the next one.
  const actor = { ...scope.actor }
  const changes: Change<unknown>[] = []
  const refusals: Attempt<unknown>['refusals'] = []
  for (const [index, step] of steps.entries()) {
    const own = scopeOf(step.command, { ...scope, actor })
    await savepoint(scope, index)
    try {
      if (index > 0) await own.recheck()
      changes.push(await step.command.run(own, step.input, undefined))
    } catch (thrown) {
      const error = toAppError(thrown)
      if (!isGuard(error)) throw thrown
      await takeBack(scope, index)
      refusals.push({ step, error })
    }
  }
  return { changes, refusals }
}
