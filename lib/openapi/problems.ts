import { z } from 'zod'
import { AppError, type ErrorKind } from '@/lib/core/errors'
import { PERMISSIONS } from '@/lib/permissions/catalog'
import {
  type Endpoint,
  isAnonymous,
  isRead,
  isTagged,
  type JsonObject,
  pathParametersOf,
} from './endpoint'

/** An error as `problem()` writes it (RFC 9457). */
export const problemDocument = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().describe('What happened and what to do, for a person'),
  code: z.string().describe('What happened, for a program'),
  request_id: z.string(),
  errors: z.record(z.string(), z.array(z.string())).optional().describe('Messages by field'),
  missing_permission: z.enum([...PERMISSIONS, 'superuser']).optional(),
})

/** When each error is met, in the order of its status. */
const WHEN = {
  INVALID: 'The request is not valid; `errors` has the messages of every field.',
  UNAUTHENTICATED: 'No valid access token, cookie or credentials.',
  FORBIDDEN: 'Signed in, but not allowed; `missing_permission` names what is lacking.',
  NOT_FOUND: 'It does not exist, or it belongs to another company.',
  METHOD_NOT_ALLOWED: 'The path exists, the method does not; `Allow` names those that do.',
  CONFLICT: 'It contradicts what is there; `code` tells how.',
  STALE: 'Somebody else has changed it since `If-Match` was read.',
  TOO_LARGE: 'The body is larger than 64 kB.',
  UNSUPPORTED_MEDIA_TYPE: 'The body is not application/json.',
  LOCKED: 'Too many wrong passwords; `Retry-After` tells for how long.',
  RATE_LIMITED: 'Too many attempts, or too many slow ones at once.',
  UNAVAILABLE: 'The service is busy or its database is away.',
} satisfies Partial<Record<ErrorKind, string>>

type Documented = keyof typeof WHEN

const nameOf = (kind: Documented) =>
  kind.replaceAll(/_?([A-Z])([A-Z]*)/g, (_, first, rest) => `${first}${rest.toLowerCase()}`)

const HEADERS: Partial<Record<Documented, string>> = {
  UNAUTHENTICATED: 'WWW-Authenticate',
  METHOD_NOT_ALLOWED: 'Allow',
  STALE: 'ETag',
  LOCKED: 'Retry-After',
  RATE_LIMITED: 'Retry-After',
  UNAVAILABLE: 'Retry-After',
}

function exampleOf(kind: Documented): JsonObject {
  const { status, title, code } = new AppError(kind, '')
  return {
    type: `urn:problem:${code}`,
    title,
    status,
    detail: WHEN[kind].replaceAll('`', ''),
    code,
    request_id: '019a8f5e-3c00-7000-8000-000000000001',
    ...(kind === 'INVALID' && { errors: { name: ['Enter a name.'] } }),
    ...(kind === 'FORBIDDEN' && { missing_permission: 'VIEW_USERS' }),
  }
}

/** A shared response for every error. */
export function problemResponses(): JsonObject {
  const kinds = Object.keys(WHEN) as Documented[]
  return Object.fromEntries(
    kinds.map((kind) => {
      const header = HEADERS[kind]
      const names = ['X-Request-Id', ...(header ? [header] : [])]
      const response = {
        description: WHEN[kind],
        headers: Object.fromEntries(
          names.map((name) => [name, { $ref: `#/components/headers/${name}` }]),
        ),
        content: {
          'application/problem+json': {
            schema: { $ref: '#/components/schemas/Problem' },
            example: exampleOf(kind),
          },
        },
      }
      return [nameOf(kind), response]
    }),
  )
}

/** The errors an operation can answer with, by status, following from what it is and takes. */
export function problemsOf(endpoint: Endpoint, body: JsonObject | undefined): JsonObject {
  const { operation, method } = endpoint
  const isWrite = method !== 'GET'
  const isCommand = operation.kind === 'command'
  const namesSomething =
    pathParametersOf(endpoint).length > 0 || /"\w+_id":/.test(JSON.stringify(body ?? {}))
  const isOpen = operation.kind === 'anonymous' || operation.beforePasswordChange === true
  const comparesPassword = isPasswordCompared(endpoint)
  const applies: Record<Documented, boolean> = {
    INVALID: isWrite || isRead(endpoint),
    UNAUTHENTICATED: isWrite || !isAnonymous(endpoint),
    // A write that relies on the cookie must come from the application's own pages.
    FORBIDDEN: isWrite || !isOpen,
    NOT_FOUND: namesSomething,
    METHOD_NOT_ALLOWED: false,
    CONFLICT: isCommand,
    STALE: isMatchable(endpoint),
    TOO_LARGE: isWrite,
    UNSUPPORTED_MEDIA_TYPE: isWrite,
    LOCKED: comparesPassword,
    RATE_LIMITED: isCounted(endpoint, comparesPassword),
    // What anybody may keep does not depend on the database.
    UNAVAILABLE: isWrite || !isTagged(endpoint) || !isAnonymous(endpoint),
  }
  return Object.fromEntries(
    (Object.keys(WHEN) as Documented[])
      .filter((kind) => applies[kind])
      .map((kind) => [
        String(new AppError(kind, '').status),
        { $ref: `#/components/responses/${nameOf(kind)}` },
      ]),
  )
}

/** Whether a stale `If-Match` can stop it. */
export const isMatchable = (endpoint: Endpoint) =>
  ['PUT', 'PATCH', 'DELETE'].includes(endpoint.method) &&
  endpoint.operation.kind === 'command' &&
  pathParametersOf(endpoint).length > 0

/** Strangers are counted where they could guess or fill mailboxes, everybody where an operation is slow or long. */
function isCounted({ operation }: Endpoint, comparesPassword: boolean) {
  if (operation.kind === 'download') return true
  if (operation.kind === 'command') return operation.prepare !== undefined
  return operation.kind === 'anonymous' && (comparesPassword || 'email' in fieldsOf(operation))
}

const fieldsOf = ({ input }: Pick<Endpoint['operation'], 'input'>): object =>
  input instanceof z.ZodObject ? input.shape : {}

function isPasswordCompared({ operation }: Endpoint) {
  const fields = Object.keys(fieldsOf(operation))
  return (
    fields.includes('current_password') ||
    (operation.kind === 'anonymous' && fields.includes('password'))
  )
}
