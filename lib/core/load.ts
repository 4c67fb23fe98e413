import { headers } from 'next/headers'
import { forbidden, notFound, redirect } from 'next/navigation'
import type { z } from 'zod'
import { env } from './env'
import { toAppError } from './errors'
import { execute } from './execute'
import type { ListQuery, Query } from './operation'
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
  return (await read(operation, input)) ?? redirect('/login')
}

/** As `load`, but undefined without a session: for a page that is open already and says so itself. */
export async function loadIfSignedIn<I extends z.ZodType, O extends z.ZodType>(
  operation: Query<I, O>,
  input: z.input<I>,
): Promise<z.output<O> | undefined> {
  // Safe because a query answers with what its own output schema describes.
  return (await read(operation, input)) as z.output<O> | undefined
}

async function read(operation: Query | ListQuery, input: unknown): Promise<unknown> {
  const received = await headers()
  const request = new Request(env().PUBLIC_URL, { headers: received })
  const ctx = await contextOf(request, requestIdOf(received))
  try {
    return await execute(operation, ctx, () => input)
  } catch (thrown) {
    const error = toAppError(thrown)
    if (error.kind === 'UNAUTHENTICATED') return undefined
    if (error.kind === 'FORBIDDEN') forbidden()
    if (error.kind === 'NOT_FOUND') notFound()
    throw error
  }
}
