import { z } from 'zod'
import { PERMISSIONS } from '@/lib/permissions/catalog'

/** Schemas that several domains share; the only file of the core a client component may import. */

export const byId = z.object({ id: z.uuid() })
export const nothing = z.object({})
export const instant = z.iso.datetime()
export const permissionCode = z.enum(PERMISSIONS as [string, ...string[]])
export const reference = z.object({ id: z.uuid(), name: z.string() })

/** An answer that says in words what happened. */
export const message = <Text extends string>(...texts: [Text, ...Text[]]) =>
  z.object({ message: z.enum(texts) })
