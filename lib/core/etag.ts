import { createHash } from 'node:crypto'

/** The strong entity tag (RFC 9110, 8.8.3) of a resource's JSON. */
export const entityTag = (body: unknown) =>
  `"${createHash('sha256').update(JSON.stringify(body)).digest('base64url').slice(0, 27)}"`
