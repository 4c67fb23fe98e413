import { sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { permissions, rolePermissions, roles } from '@/db/schema'
import { systemPool } from '@/lib/core/database'
import { announce } from '@/lib/core/outbox'
import { CATALOG, COMPANY_PERMISSIONS } from './catalog'
import { lockCompany } from './granting'

/**
 * Writes the catalogue to the database, and gives codes that are new to the system roles, which hold
 * everything a company may hold. Running it again changes nothing.
 */
export async function createPermissions(): Promise<{ created: string[]; existed: string[] }> {
  return systemPool().write(async ({ db }) => {
    const rows = await db
      .insert(permissions)
      .values(CATALOG.map(({ code, description }) => ({ id: uuidv7(), code, description })))
      .onConflictDoUpdate({
        target: permissions.code,
        set: { description: sql`excluded.description` },
      })
      .returning({ code: permissions.code, isNew: sql<boolean>`xmax = 0` })
    const created = rows.filter(({ isNew }) => isNew).map(({ code }) => code)
    const companyCodes = created.filter((code) =>
      COMPANY_PERMISSIONS.some((known) => known === code),
    )
    if (companyCodes.length > 0) {
      const systemRoles = await db
        .select({ companyId: roles.companyId, roleId: roles.id })
        .from(roles)
        .where(sql`${roles.isSystem} and ${roles.deletedAt} is null`)
      const grants = systemRoles.flatMap((role) =>
        companyCodes.map((permission) => ({ ...role, id: uuidv7(), permission })),
      )
      if (grants.length > 0) await db.insert(rolePermissions).values(grants).onConflictDoNothing()
      for (const { companyId, roleId } of systemRoles) {
        await lockCompany(db, companyId)
        const members = await db.execute<{ user_id: string }>(sql`
          select user_id from user_roles
          where company_id = ${companyId}::uuid and role_id = ${roleId}::uuid and revoked_at is null`)
        await announce(
          db,
          companyId,
          members.map(({ user_id }) => user_id),
        )
      }
    }
    return { created, existed: rows.filter(({ isNew }) => !isNew).map(({ code }) => code) }
  })
}
