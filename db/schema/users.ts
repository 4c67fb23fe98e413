import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { companyId, createdAt, instant, updatedAt } from './columns'
import { companies, PLATFORM_COMPANY_ID } from './companies'
import { identities } from './identities'

/** A person in one company. Deleting keeps the row, so that the trail and past grants stay readable. */
export const users = pgTable(
  'users',
  {
    companyId: companyId(),
    id: uuid('id').notNull(),
    identityId: uuid('identity_id'),
    username: text('username').notNull(),
    email: text('email').notNull(),
    firstName: text('first_name').notNull().default(''),
    lastName: text('last_name').notNull().default(''),
    isActive: boolean('is_active').notNull().default(true),
    isSuperuser: boolean('is_superuser').notNull().default(false),
    // Not joined yet: their identity is an empty one of their own until they accept the invitation.
    isInvited: boolean('is_invited').notNull().default(false),
    searchText: text('search_text').generatedAlwaysAs(
      sql`lower(first_name || ' ' || last_name || ' ' || username || ' ' || email)`,
    ),
    version: integer('version').notNull().default(1),
    // What app.announce last told of: the codes, * for all, - for nobody who may sign in. Only compared,
    // never a source of rights; null before the first time, and then the next one always differs.
    announcedAccess: text('announced_access'),
    lastLogin: instant('last_login'),
    lockedUntil: instant('locked_until'),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
    deletedAt: instant('deleted_at'),
  },
  (table) => [
    primaryKey({ columns: [table.companyId, table.id] }),
    foreignKey({
      name: 'users_company',
      columns: [table.companyId],
      foreignColumns: [companies.id],
    }),
    foreignKey({
      name: 'users_identity',
      columns: [table.identityId],
      foreignColumns: [identities.id],
    }),
    uniqueIndex('users_username_taken')
      .on(table.companyId, sql`lower(${table.username})`)
      .where(sql`${table.deletedAt} is null`),
    uniqueIndex('users_email_taken')
      .on(table.companyId, sql`lower(${table.email})`)
      .where(sql`${table.deletedAt} is null`),
    index('users_by_id').on(table.id),
    index('users_by_identity').on(table.identityId),
    index('users_by_login_name').on(sql`lower(${table.username})`),
    index('users_newest').on(
      table.companyId,
      table.createdAt.desc().nullsFirst(),
      table.id.desc().nullsFirst(),
    ),
    check(
      'users_superuser_is_platform',
      sql`not ${table.isSuperuser} or ${table.companyId} = ${sql.raw(`'${PLATFORM_COMPANY_ID}'::uuid`)}`,
    ),
    check(
      'users_live_has_identity',
      sql`${table.deletedAt} is not null or ${table.identityId} is not null`,
    ),
  ],
)

/** Where somebody stands, in one word. */
export const userStatus = sql<
  'active' | 'invited' | 'locked' | 'deactivated'
>`case when not ${users.isActive} then 'deactivated'
  when ${users.isInvited} then 'invited' when ${users.lockedUntil} > now() then 'locked' else 'active' end`
