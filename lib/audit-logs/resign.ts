import { sql } from 'drizzle-orm'
import { signingKey } from '@/lib/auth/keys'
import { writeAudit } from '@/lib/core/audit'
import { systemPool } from '@/lib/core/database'
import { readHead } from './chain'
import { companiesIn, endOf, lock, type SealOptions, writeHead } from './seal'

/** Signs the newest head of each company with the active key while the one before is still in the ring to vouch for it. */
export async function signAnew({ pool = systemPool(), onError }: SealOptions): Promise<void> {
  const { kid } = await signingKey()
  for (const company of await companiesIn(pool, 'audit_heads')) {
    const signing = pool.write(async ({ db }) => {
      if (!(await lock(db, company))) return
      const end = await endOf(db, company)
      if (end.kid !== kid) await writeHead(db, company, end)
    })
    await signing.catch(onError)
  }
}

/**
 * Signs a newest head anew that names a key which was lost, once somebody has decided to trust it. Says so
 * in the trail. Throws when the head is not the newest any more.
 */
export async function acceptHead(company: string, token: string): Promise<void> {
  const head = readHead(token)
  await systemPool().write(async ({ db }) => {
    if (!(await lock(db, company))) throw new Error('The trail is being sealed. Try again.')
    const [newest] = await db.execute<{ token: string }>(sql`
      select token from audit_heads where company_id = ${company}::uuid
      order by sequence desc, created_at desc limit 1`)
    if (!head || newest?.token !== token) throw new Error('The newest head is another one by now.')
    await writeHead(db, company, head)
    await writeAudit(db, { ip: null, userAgent: null, requestId: 'command line' }, null, {
      companyId: company,
      action: 'UPDATE',
      resourceType: 'AuditLog',
      details: `Signed the audit trail anew at entry ${head.sequence}, because the key of its head was lost.`,
    })
  })
}
