import { expect, it } from 'vitest'
import { COMPANY_PERMISSIONS } from '@/lib/permissions/catalog'
import { failsWith } from '@/lib/testing/expecting'
import {
  makeAdministrator,
  makeCompany,
  makePerson,
  makeRole,
  makeSuperuser,
  run,
} from '@/lib/testing/sandbox'
import { deleteUser, updateUser } from './commands'
import { assignCompany } from './company-commands'
import { getUser } from './queries'
import { assignRole, removeRole } from './role-commands'

const TOMORROW = new Date(Date.now() + 86_400_000).toISOString()

it('the last administrator cannot be lost in any way', async () => {
  const superuser = await makeSuperuser()
  const { id: own } = await makeCompany()
  const last = await makePerson(own)
  const role_id = await makeRole(own, COMPANY_PERMISSIONS)
  await run(assignRole, superuser, { id: last.id, role_id })
  const helper = await makePerson(own, {
    permissions: COMPANY_PERMISSIONS.filter((code) => code !== 'ASSIGN_PERMISSIONS'),
  })
  const { id } = last
  const { id: elsewhere } = await makeCompany()
  const attempts = [
    () => run(updateUser, superuser, { id, is_active: false }),
    () => run(deleteUser, superuser, { id }),
    () => run(removeRole, superuser, { id, role_id }),
    () => run(removeRole, last, { id, role_id }),
    () => run(assignRole, superuser, { id, role_id, expires_at: TOMORROW }),
    () => run(assignCompany, superuser, { id, company_id: elsewhere }),
  ]
  for (const attempt of attempts) {
    await expect(attempt()).rejects.toEqual(failsWith('last_administrator'))
  }
  await expect(run(removeRole, helper, { id, role_id })).rejects.toEqual(failsWith('forbidden'))
  expect(await run(getUser, last, { id })).toMatchObject({
    is_active: true,
    roles: [{ id: role_id }],
    company: { id: own },
  })
  const second = await makeAdministrator(own)
  await expect(run(removeRole, second, { id, role_id })).resolves.toBeDefined()
})
