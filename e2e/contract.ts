import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { count, ELSEWHERE } from './counts'
import { type DocumentedOperation, type DocumentedResponse, document } from './document'

export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS'

export interface DocumentedEndpoint {
  method: Method
  path: string
  operation: DocumentedOperation
}

export interface Received {
  method: Method
  path: string
  status: number
  headers: Headers
  text: string
}

/** Every operation of the document. */
export const ENDPOINTS: DocumentedEndpoint[] = Object.entries(document.paths).flatMap(
  ([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({
      path,
      // Safe because the document was made from these methods and checked against its own schema.
      method: method.toUpperCase() as Method,
      operation,
    })),
)

const ID = 'https://contract.example/'
const ajv = new Ajv2020({ strict: false, allErrors: true })
formats.default(ajv)
ajv.addSchema({ ...closed(document), $id: ID })

/** What a schema does not name must not be answered, so that nothing leaves unnoticed. */
function closed<T>(node: T): T {
  if (Array.isArray(node)) return node.map(closed) as T
  if (typeof node !== 'object' || node === null) return node
  const copy = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, closed(value)]))
  if (copy.type === 'object' && 'properties' in copy) copy.additionalProperties ??= false
  return copy as T
}

const pointer = (...segments: string[]) =>
  segments
    .map((one) => `/${encodeURIComponent(one.replaceAll('~', '~0').replaceAll('/', '~1'))}`)
    .join('')

const validator = (place: string): ValidateFunction => ajv.getSchema(`${ID}#${place}`)!

function patternOf(path: string): RegExp {
  const text = path.replace(/\/$/, '').replaceAll('.', '\\.')
  return new RegExp(`^${text.replaceAll(/\{\w+\}/g, '[^/]+')}/?$`)
}

const PATTERNS = ENDPOINTS.map((endpoint) => ({ endpoint, pattern: patternOf(endpoint.path) }))

/** What is written out in a path comes before what varies, as for the server; such a path may lack the method. */
function endpointFor(method: Method, path: string): DocumentedEndpoint | undefined {
  const plain = path.split('?', 1)[0]!
  const wanted = method === 'HEAD' ? 'GET' : method
  const fits = PATTERNS.filter(({ pattern }) => pattern.test(plain)).map(({ endpoint }) => endpoint)
  const least = Math.min(...fits.map((endpoint) => endpoint.path.split('{').length))
  return fits.find(
    (endpoint) => endpoint.method === wanted && endpoint.path.split('{').length === least,
  )
}

/** Where a response is described, behind a reference when it is shared. */
function placeOf({ path, method, operation }: DocumentedEndpoint, status: number) {
  const response = operation.responses[status]
  if (!response) return undefined
  const shared = response.$ref?.split('/').at(-1)
  if (!shared) {
    return {
      response,
      place: pointer('paths', path, method.toLowerCase(), 'responses', `${status}`),
    }
  }
  const { responses } = document.components
  return { response: responses[shared]!, place: pointer('components', 'responses', shared) }
}

/** Checks an answer against the document and returns its body. Throws an Error that says what does not fit. */
export function checkAnswer(received: Received): unknown {
  const { method, path, status, text } = received
  const says = `${method} ${path} answered ${status} ${text.slice(0, 500)}`
  const endpoint = endpointFor(method, path)
  if (!endpoint) return checkElsewhere(received, says)
  const described = placeOf(endpoint, status)
  if (!described) throw new Error(`${says}\nThe status is not documented.`)
  const missing = Object.keys(described.response.headers ?? {}).filter(
    // A write that changes several things, or nothing, tells no state of one.
    (name) =>
      !(name === 'Link' || (name === 'ETag' && method !== 'GET')) && !received.headers.has(name),
  )
  if (missing.length > 0) throw new Error(`${says}\nHeaders are missing: ${missing.join(', ')}`)
  const body = checkBody(received, described, says)
  count(endpoint.operation.operationId)
  return body
}

function checkBody(
  { method, headers, text }: Received,
  { response, place }: { response: DocumentedResponse; place: string },
  says: string,
): unknown {
  const mediaTypes = Object.keys(response.content ?? {})
  if (mediaTypes.length === 0 || method === 'HEAD') {
    if (text !== '') throw new Error(`${says}\nThere should be no body.`)
    return undefined
  }
  const mediaType = headers.get('content-type')?.split(';')[0] ?? ''
  if (!mediaTypes.includes(mediaType))
    throw new Error(`${says}\nThe media type is ${mediaType}, not ${mediaTypes.join(' or ')}.`)
  const body: unknown = mediaType.endsWith('json') ? JSON.parse(text) : text
  const fits = validator(`${place}${pointer('content', mediaType, 'schema')}`)
  if (!fits(body)) throw new Error(`${says}\n${ajv.errorsText(fits.errors)}`)
  return body
}

/** Beside the operations there are only problem documents, and preflights. */
function checkElsewhere({ method, status, headers, text }: Received, says: string): unknown {
  count(ELSEWHERE)
  if (method === 'OPTIONS' && status === 204 && text === '') return undefined
  if (![400, 404, 405].includes(status))
    throw new Error(`${says}\nThis is no documented operation.`)
  if (headers.get('content-type') !== 'application/problem+json') {
    throw new Error(`${says}\nThe error is not a problem document.`)
  }
  if (status === 405 && !headers.has('allow')) throw new Error(`${says}\nAllow is missing.`)
  if (method === 'HEAD') return undefined
  const fits = validator(pointer('components', 'schemas', 'Problem'))
  const body: unknown = JSON.parse(text)
  if (!fits(body)) throw new Error(`${says}\n${ajv.errorsText(fits.errors)}`)
  return body
}
