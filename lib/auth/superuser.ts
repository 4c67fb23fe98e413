import { randomBytes } from 'node:crypto'
import { and, eq, isNull } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { companies, identities, PLATFORM_COMPANY_ID, users } from '@/db/schema'
import { writeAudit } from '@/lib/core/audit'
import { systemPool } from '@/lib/core/database'
import { invalid, toAppError } from '@/lib/core/errors'
import { normaliseEmail } from './guard'
import { assertGoodPassword } from './password-policy'
import { hashPassword } from './passwords'

export interface SuperuserRequest {
  /** Without one, a superuser is made only if there is none yet. */
  email?: string
  /** Without one, a random password is made and returned. */
  password?: string
}

const DEFAULT_EMAIL = 'admin@example.com'

async function hasSuperuser(): Promise<boolean> {
  const rows = await systemPool().read(({ db }) =>
    db
      .select({ id: users.id })
      .from(users)
      .where(and(eq(users.isSuperuser, true), isNull(users.deletedAt)))
      .limit(1),
  )
  return rows.length > 0
}

/** Makes a superuser and, when it is absent, the platform company. Throws INVALID or CONFLICT. */
export async function createSuperuser({ email, password }: SuperuserRequest) {
  const address = normaliseEmail(email ?? DEFAULT_EMAIL)
  if (!/^[^\s@]+@[^\s@]+$/.test(address)) throw invalid('email', 'This is not an e-mail address.')
  const chosen = password ?? randomBytes(15).toString('base64url')
  if (password !== undefined) assertGoodPassword(password, { email: address })
  if (!email && (await hasSuperuser())) return { created: false, email: address }
  const passwordHash = await hashPassword(chosen)
  try {
    await systemPool().write(async ({ db }) => {
      await db
        .insert(companies)
        .values({ id: PLATFORM_COMPANY_ID, name: 'Platform', description: 'The superusers' })
        .onConflictDoNothing()
      const [identityId, userId] = [uuidv7(), uuidv7()]
      await db
        .insert(identities)
        .values({ id: identityId, email: address, emailNormalised: address, passwordHash })
      await db.insert(users).values({
        companyId: PLATFORM_COMPANY_ID,
        id: userId,
        identityId,
        username: address,
        email: address,
        isSuperuser: true,
      })
      await writeAudit(db, { ip: null, userAgent: null, requestId: 'command line' }, null, {
        companyId: PLATFORM_COMPANY_ID,
        action: 'CREATE',
        resourceType: 'User',
        resourceId: userId,
        details: `Created superuser ${address} on the command line.`,
      })
    })
  } catch (thrown) {
    const error = toAppError(thrown)
    // Another instance that started at the same moment was first.
    if (!email && error.kind === 'CONFLICT') return { created: false, email: address }
    throw error
  }
  return { created: true, email: address, password: chosen }
}
