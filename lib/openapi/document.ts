import type { Endpoint, Json, JsonObject, SchemaNames } from './endpoint'
import { describeOperation } from './operations'
import { problemDocument, problemResponses } from './problems'
import { Schemas } from './schemas'

const DESCRIPTION = [
  'Companies, their users, roles and permissions, and the trail of who changed what.',
  'Every path answers with and without its last slash. JSON is snake_case. Unknown body fields and read-only ones are ignored; an unknown query parameter is an error; an empty one (`?action=`) means no filter.',
  'Errors are problem documents (RFC 9457). Every answer carries `X-Request-Id`, which the caller may choose.',
].join('\n\n')

const header = (description: string, type = 'string'): JsonObject => ({
  description,
  schema: { type },
})

const HEADERS: JsonObject = {
  Allow: header('The methods that the path understands'),
  'Content-Disposition': header('The name of the file'),
  ETag: header('The state of the resource, for `If-Match` and `If-None-Match`'),
  Link: header('Other pages of the list (RFC 8288): first, prev, next, last'),
  'Retry-After': header('Seconds to wait', 'integer'),
  'WWW-Authenticate': header('Bearer'),
  'X-Request-Id': header('Names the request in the trail and in the log'),
  'X-Total-Count': header('How many rows there are in all; `10000+` beyond 10,000 audit entries'),
}

const requestHeader = (name: string, description: string, example: string): JsonObject => ({
  name,
  in: 'header',
  description,
  schema: { type: 'string' },
  example,
})

const TAG = '"Zb0xw8n1T0M3cJq7r2yKp5vXhLd"'

const PARAMETERS: JsonObject = {
  'If-Match': requestHeader('If-Match', 'Change it only if it is still in this state', TAG),
  'If-None-Match': requestHeader('If-None-Match', 'Answer 304 if it is still in this state', TAG),
  'Idempotency-Key': {
    ...requestHeader(
      'Idempotency-Key',
      'The same key and body give the first answer again for 24 hours',
      'import-2026-01-12-row-7',
    ),
    schema: { type: 'string', minLength: 1, maxLength: 200 },
  },
}

const SECURITY: JsonObject = {
  bearer: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'The access token of POST /api/auth/login/, good for 60 minutes.',
  },
  cookie: {
    type: 'apiKey',
    in: 'cookie',
    name: 'erp-session',
    description:
      "The browser's session (`__Host-erp-session` over https). Writes need the application's own Origin.",
  },
}

/** The OpenAPI 3.1 document of these endpoints. The same endpoints always give the same text. */
export function describeApi(
  endpoints: readonly Endpoint[],
  names: SchemaNames,
  version: string,
): JsonObject {
  const schemas = new Schemas(new Map([...names, [problemDocument, 'Problem']]))
  schemas.of(problemDocument)
  const paths: Record<string, JsonObject> = {}
  const order = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']
  const sorted = [...endpoints].sort(
    (a, b) => compare(a.path, b.path) || order.indexOf(a.method) - order.indexOf(b.method),
  )
  for (const endpoint of sorted) {
    paths[endpoint.path] ??= {}
    paths[endpoint.path]![endpoint.method.toLowerCase()] = describeOperation(endpoint, schemas)
  }
  const tags = [...new Set(sorted.map(({ operation }) => operation.resource))].sort(compare)
  const document = {
    openapi: '3.1.1',
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    info: {
      title: 'ERP access',
      version,
      description: DESCRIPTION,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    tags: tags.map((name) => ({ name })),
    paths,
    components: {
      schemas: sortedByKey(schemas.components),
      responses: problemResponses(),
      headers: HEADERS,
      parameters: PARAMETERS,
      securitySchemes: SECURITY,
    },
  }
  return withoutUnused(document)
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

const sortedByKey = <T extends Json>(object: Record<string, T>) =>
  Object.fromEntries(Object.entries(object).sort(([a], [b]) => compare(a, b)))

/** Named schemas that were only met on the way to another one say nothing to a reader. */
function withoutUnused(document: JsonObject & { components: JsonObject }): JsonObject {
  const schemas = document.components.schemas as JsonObject
  for (;;) {
    const text = JSON.stringify(document)
    const unused = Object.keys(schemas).filter(
      (name) => !text.includes(`"#/components/schemas/${name}"`),
    )
    if (unused.length === 0) return document
    for (const name of unused) delete schemas[name]
  }
}
