import { z } from 'zod'
import { PERMISSIONS } from '@/lib/permissions/catalog'

/** Schemas that several domains share; the only file of the core a client component may import. */

/** An id as somebody sends it, in the form in which the database shows and compares it. */
export const uuid = z.uuid().toLowerCase()

export const byId = z.object({ id: uuid })
export const nothing = z.object({})
export const instant = z.iso.datetime()

const END_OF_TIME = Date.UTC(10_000, 0)

/** A moment as somebody sends it, with any offset, in the form in which the database takes every one. */
export const moment = (refusal = 'must lie in the years 1970 to 9999') =>
  z.iso
    .datetime({ offset: true })
    .refine((text) => Date.parse(text) >= 0 && Date.parse(text) < END_OF_TIME, refusal)
    .transform((text) => new Date(text).toISOString())

/** How a file is written that somebody downloads. */
export const fileFormat = z.enum(['csv', 'json']).default('csv')
export type FileFormat = z.output<typeof fileFormat>

export const permissionCode = z.enum(PERMISSIONS as [string, ...string[]])
export const reference = z.object({ id: z.uuid(), name: z.string() })
export const userStatus = z.enum(['active', 'invited', 'locked', 'deactivated'])

/** How somebody has a role. */
export const grant = z.object({
  granted_by: reference.nullable().describe('null: nobody in particular, such as the seed'),
  granted_at: instant,
  expires_at: instant.nullable(),
  reason: z.string().nullable(),
})

/** An answer that says in words what happened. */
export const message = <Text extends string>(...texts: [Text, ...Text[]]) =>
  z.object({ message: z.enum(texts) })

const MOST_PASSWORD_BYTES = 1024

/** A password as typed; whether it is good enough is `assertGoodPassword`'s question. */
export const passwordText = z
  .string()
  .refine((text) => text.isWellFormed(), 'contains half a character')
  .refine(
    (text) => new TextEncoder().encode(text).length <= MOST_PASSWORD_BYTES,
    `is longer than ${MOST_PASSWORD_BYTES} bytes`,
  )

/**
 * The `company` field of a body. It counts for a superuser only, so nothing in it is ever refused from
 * anybody else; `chosenCompany` judges it.
 */
export const companyChoice = z
  .unknown()
  .optional()
  .describe(
    "For superusers: a company's id, or an object with that id. null or absent: one's own company",
  )
