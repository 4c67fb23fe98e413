import { and, eq, ilike, or, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '@/db/connection'
import { permissions } from '@/db/schema'
import { notFound } from '@/lib/core/errors'
import { list, query } from '@/lib/core/operation'
import { containing, limits, listParameters, ordered } from '@/lib/core/pagination'
import { byId } from '@/lib/core/schema'
import { PERMISSIONS } from './catalog'
import { permission } from './schema'

const CODES = `{${PERMISSIONS.join(',')}}`

/** Where a code stands in the catalogue. */
const position = sql`array_position(${CODES}::text[], ${permissions.code})`

/** A permission as the API shows it. */
const publicPermission = {
  id: permissions.id,
  name: permissions.code,
  description: permissions.description,
}

// The database may still hold codes that this version of the product no longer knows.
const isKnown = sql`${permissions.code} = any(${CODES}::text[])`

export const listPermissions = list({
  summary: 'List the permissions there are',
  access: 'VIEW_PERMISSIONS',
  resource: 'Permission',
  input: z.object(listParameters(['name'])),
  output: permission,
  async run({ db }, input) {
    const where = and(
      isKnown,
      input.search
        ? or(
            ilike(permissions.code, containing(input.search)),
            ilike(permissions.description, containing(input.search)),
          )
        : undefined,
    )
    const columns = { name: permissions.code, position }
    const { limit, offset } = limits(input)
    const [rows, total] = await Promise.all([
      db
        .select(publicPermission)
        .from(permissions)
        .where(where)
        .orderBy(...ordered(input.ordering, columns, 'position', permissions.id))
        .limit(limit)
        .offset(offset),
      db.$count(permissions, where),
    ])
    return { rows, total }
  },
})

/** A permission of the catalogue. Throws NOT_FOUND. */
export async function findPermission(db: Db, id: string) {
  const [found] = await db
    .select(publicPermission)
    .from(permissions)
    .where(and(eq(permissions.id, id), isKnown))
  if (!found) throw notFound('Permission')
  return found
}

export const getPermission = query({
  summary: 'Show a permission',
  access: 'VIEW_PERMISSIONS',
  resource: 'Permission',
  input: byId,
  output: permission,
  run: ({ db }, { id }) => findPermission(db, id),
})
