import { readFileSync } from 'node:fs'
import { Validator } from '@seriousme/openapi-schema-validator'
import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { beforeAll, describe, expect, it } from 'vitest'
import { describeApi } from '@/lib/openapi/document'
import { type Endpoint, type JsonObject, pathParametersOf } from '@/lib/openapi/endpoint'
import { collectEndpoints, collectNames } from './endpoints'

const DOCUMENT = 'app/api/openapi.json/document.json'
const { version } = JSON.parse(readFileSync('package.json', 'utf8'))

let endpoints: Endpoint[]
let document: JsonObject

beforeAll(async () => {
  endpoints = await collectEndpoints()
  document = describeApi(endpoints, await collectNames(), version)
})

type Found = { pointer: string; schema: JsonObject; example: unknown }

/** Every media type object below a node, with its place in the document. */
function examplesBelow(node: unknown, pointer = ''): Found[] {
  if (typeof node !== 'object' || node === null) return []
  if ('schema' in node && 'example' in node) {
    return [{ pointer, schema: node.schema as JsonObject, example: node.example }]
  }
  return Object.entries(node).flatMap(([key, value]) =>
    examplesBelow(value, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`),
  )
}

const operationOf = ({ path, method }: Endpoint) =>
  (document.paths as Record<string, JsonObject>)[path]![method.toLowerCase()] as JsonObject

describe("the API's document", () => {
  it('is what the routes and their schemas say now', () => {
    const isCurrent = readFileSync(DOCUMENT, 'utf8') === `${JSON.stringify(document, null, 2)}\n`
    expect(isCurrent, 'Run npm run openapi and commit what it writes.').toBe(true)
  })

  it('is a valid OpenAPI 3.1 document', async () => {
    const result = await new Validator().validate(structuredClone(document))
    expect(result.errors).toBeUndefined()
    expect(result.valid).toBe(true)
  })

  it('names every operation once', () => {
    const ids = endpoints.map(({ operationId }) => operationId)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('has examples that fit their schemas', () => {
    const ajv = new Ajv2020({ strict: false, allErrors: true })
    formats.default(ajv)
    ajv.addSchema({ ...document, $id: 'https://api.example/' })
    const examples = examplesBelow(document)
    expect(examples.length).toBeGreaterThan(endpoints.length)
    for (const { pointer, example } of examples) {
      const fits = ajv.getSchema(`https://api.example/#${encodeURI(pointer)}/schema`)!
      expect(fits(example) ? [] : [pointer, fits.errors]).toEqual([])
    }
  })

  it('has request examples that the very checks of the requests accept', () => {
    const refused = endpoints.flatMap((endpoint) => {
      const body = operationOf(endpoint).requestBody as JsonObject | undefined
      if (!body) return []
      const [{ example }] = examplesBelow(body) as [Found]
      const id = '019a8f5e-3c00-7000-8000-0000000000a1'
      const fromPath = Object.fromEntries(pathParametersOf(endpoint).map((name) => [name, id]))
      const result = endpoint.operation.input.safeParse({ ...(example as object), ...fromPath })
      return result.success ? [] : [[endpoint.operationId, result.error.issues]]
    })
    expect(refused).toEqual([])
  })
})
