import { readFileSync } from 'node:fs'

export interface MediaType {
  schema: object
  example?: unknown
}

export interface DocumentedResponse {
  $ref?: string
  headers?: Record<string, object>
  content?: Record<string, MediaType>
}

export interface DocumentedOperation {
  operationId: string
  'x-permission'?: string
  security: object[]
  requestBody?: { content: Record<string, MediaType> }
  responses: Record<string, DocumentedResponse>
}

interface Document {
  paths: Record<string, Record<string, DocumentedOperation>>
  components: {
    schemas: Record<string, object>
    responses: Record<string, DocumentedResponse>
  }
}

// Safe because a test of its own checks the document against the schema of OpenAPI.
export const document = JSON.parse(
  readFileSync('app/api/openapi.json/document.json', 'utf8'),
) as Document
