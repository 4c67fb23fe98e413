import { boolean, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { createdAt, updatedAt } from './columns'

/** A person who can sign in. The request role cannot read this table at all. */
export const identities = pgTable(
  'identities',
  {
    id: uuid('id').primaryKey(),
    email: text('email').notNull(),
    emailNormalised: text('email_normalised').notNull(),
    passwordHash: text('password_hash').notNull(),
    mustChangePassword: boolean('must_change_password').notNull().default(false),
    // How times are written for this person, wherever they sign in; null is as their company has it.
    timeZone: text('time_zone'),
    locale: text('locale'),
    dateStyle: text('date_style'),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [unique('identities_email_taken').on(table.emailNormalised)],
)
