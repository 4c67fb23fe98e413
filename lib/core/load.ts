import { headers } from 'next/headers'
import { forbidden, notFound, redirect, unauthorized } from 'next/navigation'
import { cache } from 'react'
import type { z } from 'zod'
import { hasEnded } from '@/lib/auth/cookie'
import { env } from './env'
import { toAppError } from './errors'
import { execute } from './execute'
import type { Anonymous, ListQuery, Query } from './operation'
import { PAGE_HEADER } from './page-header'
import type { Page } from './pagination'
import { contextOf, requestIdOf } from './request'

/**
 * The page's face of a read: runs it as the person whom the browser's cookie names. Without a session it
 * leads to the sign-in page, without the permission to the 403 page, and on NOT_FOUND to the 404 page.
 */
export async function load<I extends z.ZodType, O extends z.ZodType>(
  operation: ListQuery<I, O>,
  input: z.input<I>,
): Promise<Page<z.output<O>>>
export async function load<I extends z.ZodType, O extends z.ZodType>(
  operation: Query<I, O>,
  input: z.input<I>,
): Promise<z.output<O>>
export async function load(operation: Query | ListQuery, input: unknown): Promise<unknown> {
  return (await read(operation, input)) ?? leave()
}

/**
 * Without a session a new document leads to the sign-in page. A page that is open and refreshes itself stays
 * where it is, since it can tell why the session has ended.
 */
async function leave(): Promise<never> {
  if (await isDocument()) redirect(await signInAddress())
  unauthorized()
}

/**
 * The sign-in page, which leads on to where somebody wanted to go, as the proxy tells, and says why they have to
 * sign in where their session came to its end.
 */
async function signInAddress() {
  const received = await headers()
  const page = received.get(PAGE_HEADER) ?? '/'
  const query = new URLSearchParams({
    ...(page !== '/' && { next: page }),
    ...(hasEnded(received.get('cookie')) && { reason: 'expired' }),
  })
  return query.size > 0 ? `/login?${query}` : '/login'
}

const isDocument = async () => (await headers()).get('accept')?.includes('text/html') ?? false

/** As `load`, but undefined where a page that refreshes itself has no session any more: its layout tells. */
export async function loadIfSignedIn<I extends z.ZodType, O extends z.ZodType>(
  operation: Query<I, O>,
  input: z.input<I>,
): Promise<z.output<O> | undefined> {
  const result = await read(operation, input)
  if (result === undefined && (await isDocument())) redirect(await signInAddress())
  // Safe because a query answers with what its own output schema describes.
  return result as z.output<O> | undefined
}

/**
 * As `load`, but undefined where nobody is signed in or nothing can be read at the moment: for what merely
 * colours a page, and must not be what breaks it.
 */
export async function loadIfPossible<I extends z.ZodType, O extends z.ZodType>(
  operation: Query<I, O>,
  input: z.input<I>,
): Promise<z.output<O> | undefined> {
  await headers()
  try {
    // Pages of those who are yet to sign in wait for no database.
    if (!(await receivedContext()).sessionId) return undefined
    // Safe because a query answers with what its own output schema describes.
    return (await answerOf(operation, JSON.stringify(input))) as z.output<O>
  } catch {
    return undefined
  }
}

/** What somebody without a session may ask; undefined where the question is not valid any more. */
export async function loadIfValid<I extends z.ZodType, O extends z.ZodType>(
  operation: Anonymous<I, O>,
  input: z.input<I>,
): Promise<z.output<O> | undefined> {
  try {
    // Safe because an operation answers with what its own output schema describes.
    return (await execute(operation, await receivedContext(), () => input)) as z.output<O>
  } catch (thrown) {
    if (toAppError(thrown).kind === 'INVALID') return undefined
    throw thrown
  }
}

/** As `load`, but undefined where there is no such thing, or not any more. */
export async function loadIfThere<I extends z.ZodType, O extends z.ZodType>(
  operation: Query<I, O>,
  input: z.input<I>,
): Promise<z.output<O> | undefined> {
  try {
    // Safe because a query answers with what its own output schema describes.
    return (await answerOf(operation, JSON.stringify(input))) as z.output<O>
  } catch (thrown) {
    if (toAppError(thrown).kind === 'NOT_FOUND') return undefined
    // Asked once, so that the answer is the same error, which leads on.
    return load(operation, input)
  }
}

/** When a page was asked for, as far as its first read can tell. */
const beginning = cache(() => performance.now())

async function receivedContext() {
  const startedAt = beginning()
  const received = await headers()
  const page = new URL(env().PUBLIC_URL)
  page.pathname = received.get(PAGE_HEADER)?.split('?')[0] ?? '/'
  const request = new Request(page, { headers: received })
  return { ...(await contextOf(request, requestIdOf(received))), startedAt }
}

/** The same question of several parts of a page is asked once. */
const answerOf = cache(async (operation: Query | ListQuery, question: string) =>
  execute(operation, await receivedContext(), () => JSON.parse(question)),
)

async function read(operation: Query | ListQuery, input: unknown): Promise<unknown> {
  try {
    return await answerOf(operation, JSON.stringify(input))
  } catch (thrown) {
    const error = toAppError(thrown)
    if (error.kind === 'UNAUTHENTICATED') return undefined
    if (error.code === 'password_change_required') redirect('/change-password')
    if (error.kind === 'FORBIDDEN') forbidden()
    // What a page asks comes from its address, so that a wrong question is a wrong address.
    if (error.kind === 'NOT_FOUND' || error.kind === 'INVALID') notFound()
    throw error
  }
}
