import type { z } from 'zod'
import type { Operation } from '@/lib/core/operation'

/** An operation where HTTP finds it. */
export interface Endpoint {
  /** With `{id}` for what varies. */
  path: string
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** The status of its success. */
  status: number
  operation: Operation
  operationId: string
}

/** The names under which schemas are shared in the document. */
export type SchemaNames = ReadonlyMap<z.ZodType, string>

export type Json = null | boolean | number | string | Json[] | JsonObject
export interface JsonObject {
  [key: string]: Json
}

export const pathParametersOf = ({ path }: Endpoint) =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!)

export const isAnonymous = ({ operation }: Endpoint) => operation.kind === 'anonymous'
export const isRead = ({ operation }: Endpoint) =>
  ['query', 'list', 'download'].includes(operation.kind)

/** Whether the success carries an entity tag. */
export const isTagged = ({ operation, method }: Endpoint) =>
  method === 'GET' && (operation.kind === 'query' || isCacheable(operation))

const isCacheable = (operation: Operation) =>
  operation.kind === 'anonymous' && operation.cacheSeconds !== undefined
