import { sql } from 'drizzle-orm'
import { boolean, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { createdAt, instant, updatedAt } from './columns'

/** The reserved company of the superusers; the API shows it as `company: null`. */
export const PLATFORM_COMPANY_ID = '00000000-0000-7000-8000-000000000000'

export const companies = pgTable(
  'companies',
  {
    id: uuid('id').primaryKey(),
    name: text('name').notNull(),
    // In addresses of pages. Where nobody chose one, a trigger makes it from the name.
    code: text('code').notNull().default(''),
    description: text('description').notNull().default(''),
    // How times are written for people who have not chosen it themselves.
    timeZone: text('time_zone').notNull().default('UTC'),
    locale: text('locale').notNull().default('en-GB'),
    isActive: boolean('is_active').notNull().default(true),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
    deletedAt: instant('deleted_at'),
  },
  (table) => [
    uniqueIndex('companies_code_taken')
      .on(table.code)
      .where(sql`${table.deletedAt} is null and ${table.code} <> ''`),
    uniqueIndex('companies_name_taken')
      .on(sql`lower(${table.name})`)
      .where(sql`${table.deletedAt} is null`),
  ],
)
