import { z } from 'zod'
import { listParameters } from '@/lib/core/pagination'
import { byId, fileFormat, instant, uuid } from '@/lib/core/schema'

const OUTCOMES = ['success', 'failure', 'denied'] as const

export const auditLog = z.object({
  id: z.uuid(),
  user_id: z.uuid().nullable().describe('Who did it; null when nobody was signed in'),
  user_name: z.string(),
  user_email: z.string(),
  action: z.string(),
  resource_type: z.string(),
  resource_id: z.string().nullable(),
  details: z.string(),
  changes: z.record(z.string(), z.object({ before: z.unknown(), after: z.unknown() })),
  outcome: z.enum(OUTCOMES),
  ip_address: z.string().nullable(),
  user_agent: z.string().nullable(),
  request_id: z.string().nullable(),
  session_id: z.uuid().nullable().describe('The session in which it was done'),
  route: z.string().nullable().describe('Method and path of the request, without ids'),
  duration_ms: z
    .int()
    .min(0)
    .nullable()
    .describe('Milliseconds from the beginning of the request until the entry was written'),
  timestamp: instant,
})

const DATE_TIME = /^([\d-]+T[\d:]+)(\.\d{1,6})?\d*(Z|[+-]\d\d:\d\d)?$/

/** A day or a date-time as an instant in UTC, to the microsecond; undefined outside the years 1 to 9999. */
function toInstant(text: string, timeOfDay: string): string | undefined {
  const [, moment, fraction = '', zone = 'Z'] =
    DATE_TIME.exec(text.includes('T') ? text : `${text}T${timeOfDay}`) ?? []
  const inUtc = new Date(`${moment}${zone}`).toISOString().slice(0, 19)
  return /^(?!0000)\d{4}-/.test(inUtc) ? `${inUtc}${fraction}Z` : undefined
}

const DATE_ERROR = 'Enter a day like 2026-01-31 or a date-time like 2026-01-31T09:30:00Z.'

/** A plain day counts from or to `timeOfDay`; a date-time without an offset is UTC. */
const pointInTime = (timeOfDay: string) =>
  z
    .string()
    .max(40)
    // The plus sign of an offset arrives as a space from those who do not escape it.
    .transform((text) => text.trim().replace(/(T\S+) (?=\d)/, '$1+'))
    .pipe(z.union([z.iso.date(), z.iso.datetime({ offset: true, local: true })], DATE_ERROR))
    .transform((text, context) => {
      const at = toInstant(text, timeOfDay)
      if (at === undefined) context.addIssue({ code: 'custom', message: DATE_ERROR })
      return at
    })
    .optional()

const text = z.string().trim().max(200).optional()

const codes = text.transform((given) =>
  given
    ?.toUpperCase()
    .split(/[\s,]+/)
    .filter(Boolean),
)

/** An address, or all of a network as in 10.0.0.0/8. */
const address = text.refine(
  (given) => !given?.includes('/') || z.union([z.cidrv4(), z.cidrv6()]).safeParse(given).success,
  'Enter an address like 10.0.0.7 or a network like 10.0.0.0/8.',
)

const someone = 'Part of a name or an e-mail address'

/** Which entries somebody asks for; every read of the trail takes the same. */
const criteria = {
  search: text.describe('Found in the sentence, names, e-mail addresses, ids and addresses'),
  action: codes.describe('One action or several, separated by commas'),
  exclude_action: codes.describe('All but these actions, separated by commas'),
  user: text.describe(someone),
  exclude_user: text.describe(`${someone} of whom nothing is wanted`),
  user_id: uuid.optional(),
  start_date: pointInTime('00:00:00'),
  end_date: pointInTime('23:59:59.999999').describe('A plain day includes all of that day'),
  resource_type: text,
  resource_id: text,
  exclude_target: text.describe(
    'A kind such as Role, an id, or both as in Role/<id>, of which nothing is wanted',
  ),
  outcome: z.string().toLowerCase().pipe(z.enum(OUTCOMES)).optional(),
  exclude_outcome: z.string().toLowerCase().pipe(z.enum(OUTCOMES)).optional(),
  session_id: uuid.optional().describe('Only what was done in this session'),
  ip: address.describe('An address, or a network such as 10.0.0.0/8'),
  exclude_ip: address.describe('An address or a network of which nothing is wanted'),
  company: uuid.optional().describe('For superusers: only this company'),
}

export const auditLogCriteria = z.object(criteria)

export const auditEntryInput = byId.extend({ company: criteria.company })

export const auditFacetsInput = auditLogCriteria.extend({
  containing: text.describe('Only values, or names of people, that contain this'),
})

/** How far pages can be counted; beyond it a page would cost more the later it is. */
export const COUNTED = 10_000

export const auditLogFilter = z
  .object({
    ...listParameters(['timestamp']),
    cursor: z.string().max(200).optional().describe('Where the page begins, from the Link header'),
    ...criteria,
  })
  .refine(({ cursor, page, page_size }) => cursor || page * page_size <= COUNTED, {
    path: ['page'],
    error: `Pages end after ${COUNTED} entries. Go on with the cursor of the Link header.`,
  })

export const auditLogExport = z.object({ format: fileFormat, ...criteria })

const counted = z.int().min(0)

export const auditHistogram = z.object({
  bucket_seconds: z.int().positive(),
  buckets: z.array(
    z.object({
      start: instant,
      success: counted.describe('Without those that are sensitive'),
      failure: counted,
      denied: counted,
      sensitive: counted.describe('What succeeded in deleting something or changing rights'),
    }),
  ),
})

const facet = z.array(z.object({ value: z.string(), count: counted }))

/** The most frequent values of a field, ten at most. */
export const auditFacets = z.object({
  actions: facet,
  resource_types: facet,
  outcomes: facet,
  users: z.array(z.object({ value: z.uuid(), name: z.string(), count: counted })),
  ips: facet,
})

/** A request that takes something back. */
export interface ReversalCall {
  method: 'PATCH' | 'POST' | 'DELETE'
  path: string
  body: object
}

/** How an entry can be reverted. */
export interface Reversal {
  /** What would be set: how it is now, and how it would be. */
  fields: { name: string; now: unknown; back: unknown }[]
  /** Whether something of it is not any more as the entry left it. */
  isChanged: boolean
  calls: ReversalCall[]
  /** What tells the consequences for people's rights, where there may be any. */
  preview: { path: string; body: object } | null
}
