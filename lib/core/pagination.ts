import { asc, desc, type SQL } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { z } from 'zod'
import { moment } from './schema'

/** A page of rows, and how many there are in all. */
export interface Page<Row> {
  rows: Row[]
  /** A number, or `10000+` where counting on would cost more than it tells. */
  total: number | '10000+'
  /** Where the next page begins, on lists paged by cursor. */
  nextCursor?: string | null
}

export const PAGE_SIZE = 100
export const MAX_PAGE_SIZE = 200

type Ordering<Name extends string> = Name | `-${Name}`

const positive = z.coerce.number().int().min(1)

/** The query parameters that every list understands. `orderings` without sign; each also works with `-`. */
export const listParameters = <Name extends string>(orderings: readonly [Name, ...Name[]]) => ({
  page: positive.max(1_000_000).default(1),
  page_size: positive.max(MAX_PAGE_SIZE).default(PAGE_SIZE),
  search: z.string().trim().max(200).optional(),
  ordering: z
    .enum(orderings.flatMap((name) => [name, `-${name}`] as const) as [Name, ...Ordering<Name>[]])
    .optional(),
})

/** The parameter of lists that tell what has changed since some time. */
export const updatedSince = moment()
  .optional()
  .describe('Only what has changed at this time or later')

export const limits = ({ page, page_size }: { page: number; page_size: number }) => ({
  limit: page_size,
  offset: (page - 1) * page_size,
})

/** The ORDER BY of a list: the asked column or the fallback, then the id so that pages never overlap. */
export function ordered(
  ordering: string | undefined,
  columns: Record<string, PgColumn | SQL>,
  fallback: string,
  id: PgColumn,
): SQL[] {
  const [sign, name] = /^(-?)(.*)$/.exec(ordering ?? fallback)!.slice(1)
  const column = columns[name!]!
  return sign ? [desc(column), desc(id)] : [asc(column), asc(id)]
}

/** A LIKE pattern that finds the text anywhere, with the pattern's own signs taken literally. */
export const containing = (text: string) => `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`
