import type { z } from 'zod'
import type { Permission } from '@/lib/permissions/catalog'
import type { AuditAction } from './audit'
import type { Context, Principal, Scope } from './context'
import type { Download } from './download'
import type { AppError } from './errors'
import type { Page } from './pagination'
import type { FileFormat } from './schema'

/** What an actor needs: a permission, merely a session, or to be a superuser. */
export type Access = Permission | 'SIGNED_IN' | 'SUPERUSER'

type Json = Record<string, unknown>

export interface Described<Input extends z.ZodType, Output extends z.ZodType> {
  /** One line for the API's document, an imperative. */
  summary: string
  /** The kind of thing it is about, as the trail and the API's document name it. */
  resource: string
  input: Input
  output: Output
  /** HTTP also takes its input as a form, as pusher-js and pages without JavaScript send it. */
  acceptsForm?: boolean
}

/** A read. Throws AppError. */
export interface Query<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType>
  extends Described<Input, Output> {
  kind: 'query'
  access: Access
  /** Whether a caller who must first choose a new password may use it nevertheless. */
  beforePasswordChange?: boolean
  run(scope: Scope, input: z.output<Input>): Promise<z.input<Output>>
}

/** A read of one page of rows; `output` describes one row. */
export interface ListQuery<
  Input extends z.ZodType = z.ZodType,
  Output extends z.ZodType = z.ZodType,
> extends Described<Input, Output> {
  kind: 'list'
  access: Access
  beforePasswordChange?: boolean
  run(scope: Scope, input: z.output<Input>): Promise<Page<z.input<Output>>>
}

/** What a command did: the audit entry, the answer and the event all come from it. */
export interface Change<Output> {
  before: Json | null
  after: Json | null
  /** Whose permissions may have changed by it. */
  affects?: readonly string[]
  /** The company the change happened in, when it is not the actor's own. */
  company?: string
  resourceId?: string
  /** What the entry is about where that is not what the command is about, as with the holders of a role. */
  about?: { resource: string; action: AuditAction; audited: readonly string[] }
  /** The entry's sentence; without it, "Created role Auditor." */
  details?: string
  /** The answer when it is not `after`. */
  response?: Output
  /** What each of several did where one request does many; each leaves an entry of its own. */
  each?: readonly Omit<Change<unknown>, 'each' | 'response' | 'repeatable'>[]
  /** The answer to a repetition by `Idempotency-Key`, which is stored, where `response` holds a secret. */
  repeatable?: Output
  /** Nothing was to be done: no entry, no event. */
  isUnchanged?: boolean
}

/** A write. Runs, leaves its audit entry and its event, and commits, or does none of it. Throws AppError. */
export interface Command<
  Input extends z.ZodType = z.ZodType,
  Output extends z.ZodType = z.ZodType,
  Prepared = unknown,
> extends Described<Input, Output> {
  kind: 'command'
  access: Access
  beforePasswordChange?: boolean
  /** The audit action where CREATE, UPDATE, DELETE (by which side is null) does not say it. */
  action?: AuditAction
  /** The fields whose values the trail may keep. */
  audited: readonly string[]
  /** Slow work that needs no transaction, such as hashing a password; runs after the access check. */
  prepare?(actor: Principal, input: z.output<Input>, ctx: Context): Promise<Prepared>
  run(scope: Scope, input: z.output<Input>, prepared: Prepared): Promise<Change<z.input<Output>>>
}

/** One command of a change that is tried, with its parsed input. */
export interface Step {
  command: Command<Any, Any, Any>
  input: Json
}

/** What trying a change came to. */
export interface Attempt<Seen> {
  /** Who tried it, with the rights they have without the change. */
  actor: Principal
  before: Seen
  after: Seen
  /** The steps that were refused, with the very errors of the real change. With any, nothing changes. */
  refusals: { step: Step; error: AppError }[]
}

/**
 * A change that is tried and taken back, to tell what it would do: its steps are commands, run one after
 * the other by their own `run` in a transaction that is rolled back. The caller needs the access of every
 * step. What refuses a step (FORBIDDEN, CONFLICT) is part of the answer; other errors are thrown.
 */
export interface Rehearsal<
  Input extends z.ZodType = z.ZodType,
  Output extends z.ZodType = z.ZodType,
  Seen = unknown,
> extends Described<Input, Output> {
  kind: 'rehearsal'
  access: 'SIGNED_IN'
  beforePasswordChange?: false
  /** At least one. */
  steps(input: z.output<Input>): Step[]
  /** Reads what `changes` are judged by: once with them made, once with them taken back. */
  observe(scope: Scope, changes: readonly Change<unknown>[]): Promise<Seen>
  /** Runs after the transaction, so that it may take time. */
  answer(attempt: Attempt<Seen>): Promise<z.input<Output>>
}

/** What somebody without a session may ask. It makes its own transactions and leaves its own audit entries. */
export interface Anonymous<
  Input extends z.ZodType = z.ZodType,
  Output extends z.ZodType = z.ZodType,
> extends Described<Input, Output> {
  kind: 'anonymous'
  /** For how many seconds anybody may keep the answer of a GET; without it, nobody may. */
  cacheSeconds?: number
  run(ctx: Context, input: z.output<Input>): Promise<z.input<Output>>
}

// Safe because the adapters hand each operation only what its own input schema has parsed.
// biome-ignore lint/suspicious/noExplicitAny: the one place where operations of all types meet
type Any = any
export type Operation =
  | Query<Any, Any>
  | ListQuery<Any, Any>
  | Command<Any, Any, Any>
  | Rehearsal<Any, Any, Any>
  | Download<Any, Any>
  | Anonymous<Any, Any>

type Definition<T> = Omit<T, 'kind'>

export const query = <I extends z.ZodType, O extends z.ZodType>(
  definition: Definition<Query<I, O>>,
): Query<I, O> => ({ kind: 'query', ...definition })

export const list = <I extends z.ZodType, O extends z.ZodType>(
  definition: Definition<ListQuery<I, O>>,
): ListQuery<I, O> => ({ kind: 'list', ...definition })

export const command = <I extends z.ZodType, O extends z.ZodType, P = undefined>(
  definition: Definition<Command<I, O, P>>,
): Command<I, O, P> => ({ kind: 'command', ...definition })

export const anonymous = <I extends z.ZodType, O extends z.ZodType>(
  definition: Definition<Anonymous<I, O>>,
): Anonymous<I, O> => ({ kind: 'anonymous', ...definition })

export const download = <I extends z.ZodType<{ format: FileFormat }>, O extends z.ZodObject>(
  definition: Definition<Download<I, O>>,
): Download<I, O> => ({ kind: 'download', ...definition })

export const rehearsal = <I extends z.ZodType, O extends z.ZodType, S>(
  definition: Omit<Definition<Rehearsal<I, O, S>>, 'access'>,
): Rehearsal<I, O, S> => ({ kind: 'rehearsal', access: 'SIGNED_IN', ...definition })

export const step = <I extends z.ZodType>(
  command: Command<I, Any, Any>,
  input: z.output<I> & Json,
): Step => ({ command, input })
