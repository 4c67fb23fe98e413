import { and, eq, isNull, type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { z } from 'zod'
import { companies, PLATFORM_COMPANY_ID } from '@/db/schema'
import type { Scope } from '@/lib/core/context'
import { invalid } from '@/lib/core/errors'

/**
 * The `company` field of a body: an id, or the whole object that a frontend sends back. It counts for
 * a superuser only, so nothing in it is ever refused from anybody else.
 */
export const companyChoice = z
  .union([z.uuid(), z.object({ id: z.uuid() }).transform(({ id }) => id)])
  .nullish()
  .catch(undefined)

/**
 * The company something is created in: a superuser's choice, else the actor's own. It cannot be deleted
 * before the transaction ends. Throws INVALID.
 */
export async function chosenCompany(
  { db, actor }: Scope,
  choice: z.output<typeof companyChoice>,
): Promise<string> {
  const wanted = (actor.is_superuser && choice) || actor.company_id
  const [found] = await db
    .select({ id: companies.id })
    .from(companies)
    .where(and(eq(companies.id, wanted), isNull(companies.deletedAt)))
    .for('share')
  if (!found) throw invalid('company', 'There is no such company.')
  return found.id
}

/** A company's id as the API shows it: null for the platform company. */
export const shownCompany = (column: PgColumn): SQL<string | null> =>
  sql<string | null>`nullif(${column}, ${sql.raw(`'${PLATFORM_COMPANY_ID}'::uuid`)})`

/** The id behind a company that the API showed. */
export const companyIdOf = (shown: string | null): string => shown ?? PLATFORM_COMPANY_ID
