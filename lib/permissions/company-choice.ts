import { and, eq, isNull, type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { z } from 'zod'
import type { Db } from '@/db/connection'
import { companies, PLATFORM_COMPANY_ID } from '@/db/schema'
import type { Principal, Scope } from '@/lib/core/context'
import { invalid } from '@/lib/core/errors'
import { uuid } from '@/lib/core/schema'
import { lockCompany } from './granting'

/** The `company` parameter of a list: a company's id, or the word for the one that the API shows as null. */
export const companyParameter = uuid
  .or(z.literal('platform'))
  .optional()
  .describe("For superusers: only this company; `platform`: only the platform's own")

/** An id, or the whole object that a frontend sends back. */
const choices = z.union([uuid, z.object({ id: uuid }).transform(({ id }) => id)]).nullish()

/** Whether there is such a company, which then cannot be deleted before the transaction ends. */
export async function holdCompany(db: Db, id: string): Promise<boolean> {
  const found = await db
    .select({ id: companies.id })
    .from(companies)
    .where(and(eq(companies.id, id), isNull(companies.deletedAt)))
    .for('share')
  return found.length > 0
}

function wantedCompany({ actor }: Scope, choice: unknown): string {
  if (!actor.is_superuser) return actor.company_id
  const { success, data } = choices.safeParse(choice)
  if (!success) throw invalid('company', 'Send the id of a company, or an object with that id.')
  return data ?? actor.company_id
}

/** The company something is created in: a superuser's choice, else the actor's own. Throws INVALID. */
export async function chosenCompany(scope: Scope, choice: unknown): Promise<string> {
  const wanted = wantedCompany(scope, choice)
  if (!(await holdCompany(scope.db, wanted))) throw invalid('company', 'There is no such company.')
  return wanted
}

/**
 * The same where many things are created at once: nobody else changes who may do what there meanwhile.
 * Locked at first, since two that held it shared would wait for each other. Throws INVALID.
 */
export async function lockChosenCompany(scope: Scope, choice: unknown): Promise<string> {
  await lockCompany(scope.db, wantedCompany(scope, choice))
  return chosenCompany(scope, choice)
}

/** A company's id as the API shows it: null for the platform company. */
export const shownCompany = (column: PgColumn): SQL<string | null> =>
  sql<string | null>`nullif(${column}, ${sql.raw(`'${PLATFORM_COMPANY_ID}'::uuid`)})`

/** The id behind a company that the API showed. */
export const companyIdOf = (shown: string | null): string => shown ?? PLATFORM_COMPANY_ID

/** Whose rows a person sees: their company's, or for a superuser everybody's or the asked company's. */
export function withinReach({ actor }: Scope, column: PgColumn, company?: string) {
  const asked = company === 'platform' ? PLATFORM_COMPANY_ID : company
  const only = actor.is_superuser ? asked : actor.company_id
  return only ? eq(column, only) : undefined
}

/** The one company that a question is about: a superuser's choice, else the actor's own. */
export const oneCompany = (actor: Principal, company?: string): string =>
  (actor.is_superuser && company) || actor.company_id
