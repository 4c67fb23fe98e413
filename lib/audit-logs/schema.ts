import { z } from 'zod'
import { listParameters } from '@/lib/core/pagination'
import { instant, uuid } from '@/lib/core/schema'

const OUTCOMES = ['success', 'failure', 'denied'] as const

export const auditLog = z.object({
  id: z.uuid(),
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

/** How far pages can be counted; beyond it a page would cost more the later it is. */
export const COUNTED = 10_000

export const auditLogFilter = z
  .object({
    ...listParameters(['timestamp']),
    cursor: z.string().max(200).optional().describe('Where the page begins, from the Link header'),
    action: text
      .transform((codes) =>
        codes
          ?.toUpperCase()
          .split(/[\s,]+/)
          .filter(Boolean),
      )
      .describe('One action or several, separated by commas'),
    user: text.describe('Part of a name or an e-mail address'),
    start_date: pointInTime('00:00:00'),
    end_date: pointInTime('23:59:59.999999').describe('A plain day includes all of that day'),
    resource_type: text,
    resource_id: text,
    outcome: z.string().toLowerCase().pipe(z.enum(OUTCOMES)).optional(),
    ip: text,
    company: uuid.optional().describe('For superusers: only this company'),
  })
  .refine(({ cursor, page, page_size }) => cursor || page * page_size <= COUNTED, {
    path: ['page'],
    error: `Pages end after ${COUNTED} entries. Go on with the cursor of the Link header.`,
  })
