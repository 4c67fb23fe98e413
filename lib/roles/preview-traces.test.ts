import { uuidv7 } from 'uuidv7'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { systemPool } from '@/lib/core/database'
import type { Permission } from '@/lib/permissions/catalog'
import { offerOccupancy } from '@/lib/realtime/presence'
import {
  makeAdministrator,
  makeCompany,
  makePerson,
  makeRole,
  type Person,
  run,
} from '@/lib/testing/sandbox'
import { fingerprint } from '@/lib/testing/traces'
import { assignRole } from '@/lib/users/role-commands'
import { assignPermissions } from './commands'
import { previewRole } from './preview-queries'

let company: { id: string }
let admin: Person
/** A role that somebody has. */
let id: string

beforeEach(async () => {
  company = await makeCompany()
  admin = await makeAdministrator(company.id)
  id = await makeRole(company.id, ['VIEW_USERS'])
  await run(assignRole, admin, { id: (await makePerson(company.id)).id, role_id: id })
})

/** Fails while somebody holds the lock of the company. */
const expectUnlocked = () =>
  systemPool().read(({ db }) =>
    db.execute(`select id from companies where id = '${company.id}' for update nowait`),
  )

describe('a preview', () => {
  it('leaves nothing behind: no key, no entry, no lock', async () => {
    const before = await fingerprint(company)
    const ctx = { idempotencyKey: uuidv7(), ifMatch: '"stale"' }
    for (const permissions of [[], ['VIEW_ROLES'], []]) {
      expect(await run(previewRole, admin, { id, permissions }, ctx)).toMatchObject({ affected: 1 })
    }
    await run(previewRole, admin, { id, delete: true }, ctx)
    expect(await fingerprint(company)).toEqual(before)
    await expectUnlocked()
    await run(assignPermissions, admin, { id, permissions: [] })
  })

  it('waits a second at most for who is online, and holds no lock meanwhile', async () => {
    onTestFinished(() => offerOccupancy(undefined))
    let asked = () => {}
    const isAsked = new Promise<void>((resolve) => {
      asked = resolve
    })
    offerOccupancy({
      occupied() {
        asked()
        return new Promise(() => {})
      },
    })
    const from = performance.now()
    const preview = run(previewRole, admin, { id, permissions: [] })
    await isAsked
    await expectUnlocked()
    expect(await preview).toMatchObject({
      affected: 1,
      online: null,
      people: [{ is_online: null }],
    })
    expect(performance.now() - from).toBeLessThan(5_000)
    offerOccupancy({ occupied: async (channels) => channels })
    expect(await run(previewRole, admin, { id, permissions: [] })).toMatchObject({ online: 1 })
  })

  it('gets along with changes and other previews at the same time', async () => {
    const other = await makeAdministrator(company.id)
    const sets: Permission[][] = [[], ['VIEW_USERS'], ['VIEW_ROLES']]
    const work = sets.flatMap((permissions) => [
      run(previewRole, admin, { id, permissions }),
      run(previewRole, other, { id, permissions }),
      run(assignPermissions, other, { id, permissions }),
    ])
    const outcomes = await Promise.allSettled(work)
    expect(outcomes.filter(({ status }) => status === 'rejected')).toEqual([])
  })
})
