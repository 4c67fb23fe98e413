import { and, eq, isNull, sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import type { Db } from '@/db/connection'
import { permissions, rolePermissions, roles, users } from '@/db/schema'
import { systemPool } from '@/lib/core/database'
import { announce } from '@/lib/core/outbox'
import { CATALOG, COMPANY_PERMISSIONS } from './catalog'

interface Created {
  created: string[]
  existed: string[]
}

/**
 * Writes the catalogue to the database, and gives codes that are new to the system roles, which hold
 * everything a company may hold. Running it again changes nothing.
 */
export async function createPermissions(): Promise<Created> {
  const { companies, ...outcome } = await systemPool().write(async ({ db }) => {
    const rows = await db
      .insert(permissions)
      .values(CATALOG.map(({ code, description }) => ({ id: uuidv7(), code, description })))
      .onConflictDoUpdate({
        target: permissions.code,
        set: { description: sql`excluded.description` },
      })
      .returning({ code: permissions.code, isNew: sql<boolean>`xmax = 0` })
    const created = rows.filter(({ isNew }) => isNew).map(({ code }) => code)
    const existed = rows.filter(({ isNew }) => !isNew).map(({ code }) => code)
    return { created, existed, companies: await grantToSystemRoles(db, created) }
  })
  // One at a time, so that no change of rights elsewhere has to wait for all of them.
  for (const company of companies) {
    await systemPool().write(async ({ db }) => {
      const members = await db
        .select({ id: users.id })
        .from(users)
        .where(and(eq(users.companyId, company), isNull(users.deletedAt)))
      await announce(
        db,
        company,
        members.map(({ id }) => id),
      )
    })
  }
  return outcome
}

/** Answers the companies in which something was granted. */
async function grantToSystemRoles(db: Db, created: readonly string[]): Promise<string[]> {
  const codes = created.filter((code) => COMPANY_PERMISSIONS.some((known) => known === code))
  if (codes.length === 0) return []
  const systemRoles = await db
    .select({ companyId: roles.companyId, roleId: roles.id })
    .from(roles)
    .where(sql`${roles.isSystem} and ${roles.deletedAt} is null`)
  const grants = systemRoles.flatMap((role) =>
    codes.map((permission) => ({ ...role, id: uuidv7(), permission })),
  )
  if (grants.length > 0) await db.insert(rolePermissions).values(grants).onConflictDoNothing()
  return [...new Set(systemRoles.map(({ companyId }) => companyId))]
}
