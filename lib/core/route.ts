import { z } from 'zod'
import type { FileStream } from './download'
import { AppError, describeForLog, notFound, toAppError } from './errors'
import { execute } from './execute'
import type { Operation } from './operation'
import type { Page } from './pagination'
import { assertOwnLink, contextOf, isPlainText, readBody, requestIdOf } from './request'
import { answer, corsHeaders, fileOf, pageOf, preflight, problem, resource } from './response'

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const
type Method = (typeof METHODS)[number]
type Status = 200 | 201 | 204

/** An operation, or one that answers with another status than 200. */
type Entry = Operation | readonly [Operation, Status]
type Params = { params?: Promise<Record<string, string | string[] | undefined>> }
export type Handler = ((request: Request, context: Params) => Promise<Response>) & {
  operation?: Operation
  status?: Status
}

/**
 * The HTTP face of operations: what a `route.ts` exports. It depends on nothing but the standard
 * Request, so that it runs under any server. Methods without an operation answer 405.
 */
export function route(
  entries: Partial<Record<Method, Entry>>,
): Record<Method | 'OPTIONS', Handler> {
  const allow = [...METHODS.filter((method) => entries[method]), 'OPTIONS'].join(', ')
  const handlers = METHODS.map((method) => {
    const entry = entries[method]
    if (!entry) return [method, guarded(() => Promise.reject(methodNotAllowed(allow)))]
    const [operation, status] = 'kind' in entry ? [entry, 200 as const] : entry
    const handler = guarded((request, requestId, params) => {
      // A download is an act that leaves an entry, so that nobody asks for the head of one.
      if (operation.kind === 'download' && request.method === 'HEAD') throw methodNotAllowed(allow)
      return respond(operation, status, request, requestId, params)
    })
    return [method, Object.assign(handler, { operation, status })]
  })
  const options = guarded(async (request) => preflight(request, allow))
  return Object.fromEntries([...handlers, ['OPTIONS', options]])
}

export const noSuchPath = () =>
  new AppError(
    'NOT_FOUND',
    'There is no such path in this API. See /api/openapi.json for all of them.',
  )

/** Every path of the API that leads nowhere. */
export const unknownPath = guarded(() => Promise.reject(noSuchPath()))

export const methodNotAllowed = (allow: string) =>
  new AppError('METHOD_NOT_ALLOWED', `This path understands ${allow}.`, { headers: { allow } })

type Answering = (
  request: Request,
  requestId: string,
  params: Record<string, string | string[] | undefined>,
) => Promise<Response>

/** Turns whatever is thrown into a problem document, and gives every answer its request id and CORS headers. */
export function guarded(answering: Answering): Handler {
  return async (request, { params } = {}) => {
    const requestId = requestIdOf(request.headers)
    let response: Response
    try {
      response = await answering(request, requestId, (await params) ?? {})
    } catch (thrown) {
      const error = toAppError(thrown)
      // Who has gone away meanwhile left half a body behind, which is no fault of ours.
      if (error.status >= 500 && !request.signal.aborted) {
        console.error(`Request ${requestId} failed: ${describeForLog(error.cause ?? error)}`)
      }
      response = problem(error, requestId)
    }
    response.headers.set('x-request-id', requestId)
    for (const [name, value] of Object.entries(corsHeaders(request))) {
      response.headers.set(name, value)
    }
    return response
  }
}

async function respond(
  operation: Operation,
  status: Status,
  request: Request,
  requestId: string,
  params: Record<string, string | string[] | undefined>,
): Promise<Response> {
  let etag: string | undefined
  const onChange = (made: string) => {
    etag = made
  }
  const ctx = { ...(await contextOf(request, requestId)), onChange }
  const isDownload = operation.kind === 'download'
  if (isDownload && ctx.sessionId) assertOwnLink(request)
  const isRead = isDownload || operation.kind === 'query' || operation.kind === 'list'
  const isGet = request.method === 'GET' || request.method === 'HEAD'
  const isWanted = operation.kind === 'anonymous' || ctx.sessionId !== null
  // A bad body is reported only to somebody who may send one, hence the postponed error.
  const body =
    isGet || !isWanted
      ? {}
      : await readBody(request, operation.acceptsForm ? 'form' : 'json').catch(
          (error: unknown) => new Postponed(error),
        )
  const result = await execute(operation, ctx, () => {
    if (body instanceof Postponed) throw body.error
    return {
      ...(isRead ? queryOf(request, operation) : {}),
      ...objectOf(body),
      ...pathOf(params, operation),
    }
  })
  if (operation.kind === 'list') {
    return pageOf(request, result as Page<unknown>, parametersOf(operation).includes('page'))
  }
  // Safe because a download is executed to nothing else.
  if (isDownload) return fileOf(result as FileStream)
  if (!isGet) return answer(result, status, etag)
  if (operation.kind === 'query') return resource(request, result)
  return operation.kind === 'anonymous' && operation.cacheSeconds !== undefined
    ? resource(request, result, `public, max-age=${operation.cacheSeconds}`)
    : answer(result, status)
}

class Postponed {
  constructor(readonly error: unknown) {}
}

function objectOf(body: unknown): object {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body
  throw new AppError('INVALID', 'The body must be a JSON object.')
}

/** A malformed id is the id of nothing. */
function pathOf(params: Record<string, string | string[] | undefined>, operation: Operation) {
  for (const value of Object.values(params)) {
    if (!z.uuid().safeParse(value).success) throw notFound(operation.resource)
  }
  return params
}

/** The names an operation takes from the query; `id` comes from the path. */
const parametersOf = ({ input }: Operation): string[] =>
  input instanceof z.ZodObject ? Object.keys(input.shape).filter((name) => name !== 'id') : []

/** The query parameters without empty ones, which mean "no filter". Throws INVALID on a name nobody knows. */
function queryOf(request: Request, operation: Operation) {
  const known = parametersOf(operation)
  const given = [...new URL(request.url).searchParams]
  for (const [name, value] of given) {
    if (!known.includes(name)) {
      throw new AppError(
        'INVALID',
        `Unknown query parameter ${JSON.stringify(name)}. Known ones: ${known.join(', ') || 'none'}.`,
        { errors: { [name]: ['Unknown query parameter.'] } },
      )
    }
    if (!isPlainText(value))
      throw new AppError('INVALID', `${name}: contains a NUL or half a character.`)
  }
  return Object.fromEntries(given.filter(([, value]) => value !== ''))
}
