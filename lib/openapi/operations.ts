import { describePermission } from '@/lib/permissions/catalog'
import { type Endpoint, isRead, isTagged, type JsonObject, pathParametersOf } from './endpoint'
import { exampleOf } from './examples'
import { isMatchable, problemsOf } from './problems'
import type { Schemas } from './schemas'

/** One operation of the document. */
export function describeOperation(endpoint: Endpoint, schemas: Schemas): JsonObject {
  const { operation, operationId } = endpoint
  const parameters = parametersOf(endpoint, schemas)
  const requestBody = requestBodyOf(endpoint, schemas)
  return {
    tags: [operation.resource],
    summary: operation.summary,
    description: needOf(endpoint),
    operationId,
    ...(operation.kind === 'anonymous'
      ? { security: [] }
      : { 'x-permission': operation.access, security: [{ bearer: [] }, { cookie: [] }] }),
    ...(parameters.length > 0 && { parameters }),
    ...(requestBody && { requestBody }),
    responses: { ...successOf(endpoint, schemas), ...problemsOf(endpoint, requestBody) },
  }
}

function needOf({ operation }: Endpoint): string {
  if (operation.kind === 'anonymous') return 'Needs no session.'
  if (operation.kind === 'rehearsal') return 'Needs the permissions of the change that it tries.'
  const { access } = operation
  if (access === 'SIGNED_IN') return 'Needs a session and no permission.'
  if (access === 'SUPERUSER') return 'Needs a superuser.'
  return `Needs the permission \`${access}\` (${describePermission(access)}).`
}

function parametersOf(endpoint: Endpoint, schemas: Schemas): JsonObject[] {
  const fromPath = pathParametersOf(endpoint)
  const path = fromPath.map((name) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string', format: 'uuid' },
  }))
  const headers = [
    ...(isMatchable(endpoint) ? ['If-Match'] : []),
    ...(isTagged(endpoint) ? ['If-None-Match'] : []),
    ...(endpoint.method === 'POST' && endpoint.operation.kind === 'command'
      ? ['Idempotency-Key']
      : []),
  ].map((name) => ({ $ref: `#/components/parameters/${name}` }))
  return [...path, ...queryOf(endpoint, schemas, fromPath), ...headers]
}

function queryOf(endpoint: Endpoint, schemas: Schemas, fromPath: string[]): JsonObject[] {
  if (endpoint.method !== 'GET' || !isRead(endpoint)) return []
  const input = schemas.resolve(schemas.body(endpoint.operation.input, fromPath) ?? {})
  const required = (input.required ?? []) as string[]
  return Object.entries((input.properties ?? {}) as Record<string, JsonObject>).map(
    ([name, { description, ...schema }]) => ({
      name,
      in: 'query',
      ...(description !== undefined && { description }),
      ...(required.includes(name) && { required: true }),
      schema,
    }),
  )
}

function requestBodyOf(endpoint: Endpoint, schemas: Schemas): JsonObject | undefined {
  if (endpoint.method === 'GET') return undefined
  const schema = schemas.body(endpoint.operation.input, pathParametersOf(endpoint))
  if (!schema) return undefined
  const example = exampleOf(schema, { resolve: (one) => schemas.resolve(one), isRequest: true })
  const { required = [] } = schemas.resolve(schema)
  return {
    required: (required as string[]).length > 0,
    content: {
      'application/json': { schema, example },
      ...(endpoint.operation.acceptsForm && { 'application/x-www-form-urlencoded': { schema } }),
    },
  }
}

const SUCCESS: Record<number, string> = { 200: 'Done.', 201: 'Created.', 204: 'Done; no content.' }

function successOf(endpoint: Endpoint, schemas: Schemas): JsonObject {
  const { operation, status } = endpoint
  const isDownload = operation.kind === 'download'
  const isList = operation.kind === 'list' || isDownload
  const names = [
    'X-Request-Id',
    ...(isTagged(endpoint) || (operation.kind === 'command' && status !== 204) ? ['ETag'] : []),
    ...(operation.kind === 'list' ? ['X-Total-Count', 'Link'] : []),
    ...(isDownload ? ['Content-Disposition'] : []),
  ]
  const headers = Object.fromEntries(
    names.map((name) => [name, { $ref: `#/components/headers/${name}` }]),
  )
  const answer = { description: SUCCESS[status] ?? 'Done.', headers }
  if (status === 204) return { 204: answer }
  const row = schemas.of(operation.output)
  const schema: JsonObject = isList ? { type: 'array', items: row } : row
  const example = exampleOf(schema, { resolve: (one) => schemas.resolve(one), isRequest: false })
  return {
    [status]: {
      ...answer,
      content: {
        'application/json': { schema, example },
        ...(isDownload && { 'text/csv': { schema: { type: 'string' } } }),
      },
    },
    ...(isTagged(endpoint) && {
      304: { description: 'It is still what `If-None-Match` names.', headers },
    }),
  }
}
