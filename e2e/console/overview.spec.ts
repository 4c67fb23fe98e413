import { expectOk, type Named } from '../client'
import { makePerson, makeUser, unique } from '../people'
import type { Credentials } from '../server'
import { expect, sandbox, test } from './fixtures'
import { isLive, signIn } from './live-pages'
import { expectGoodLooks } from './looks'

const company = sandbox()

const lock = async ({ email }: Credentials) => {
  for (let attempt = 0; attempt < 5; attempt++) {
    await company.admin.post('/api/auth/login/', { email, password: 'wrong' })
  }
}

test('an administrator sees what needs attention and mends it with one click', async ({ page }) => {
  const locked = await makeUser(company.admin)
  await lock(locked)
  const idle = await makeUser(company.admin)
  const role = { name: unique('Everything'), permissions: company.admin.permissions }
  await expectOk(company.admin.post<Named>('/api/roles/', role))
  await signIn(page, company.admin)
  const tiles = page.getByRole('list', { name: 'In numbers' })
  await expect(tiles.getByRole('link', { name: /^Locked 1/ })).toBeVisible()
  const attention = page.getByRole('region', { name: 'Needs attention' })
  await expect(attention).toContainText('2 people have no role')
  await expect(attention).toContainText('can assign roles and permissions')
  await expect(attention).toContainText(`Role ${role.name} gives everything`)
  await expectGoodLooks(page, 'overview')
  await attention.getByRole('button', { name: 'Unlock' }).click()
  await expect(page.getByText('Test Person is unlocked.')).toBeVisible()
  await expect(attention.getByRole('button', { name: 'Unlock' })).toHaveCount(0)
  await expect(tiles.getByRole('link', { name: /^Locked 0/ })).toBeVisible()
  await attention.getByRole('link', { name: 'Assign' }).click()
  await expect(page).toHaveURL(/\/users\?no_role=true/)
  await page.goto('/')
  await isLive(page)
  await attention.getByRole('button', { name: 'Add another' }).click()
  const dialog = page.getByRole('dialog', { name: 'Give Tenant Admin to people' })
  await dialog.getByRole('searchbox').fill(idle.email)
  await dialog.getByRole('checkbox', { name: idle.email }).check()
  await dialog.getByRole('button', { name: 'Add 1 person' }).click()
  await expect(attention).not.toContainText('can assign roles and permissions')
})

test('nobody is offered to mend what they may not', async ({ page }) => {
  await makeUser(company.admin)
  await signIn(page, await makePerson(company.admin, ['VIEW_USERS', 'VIEW_ROLES']))
  const attention = page.getByRole('region', { name: 'Needs attention' })
  await expect(attention).toContainText(/no role/)
  await expect(attention.getByRole('link', { name: 'Assign' })).toHaveCount(0)
})

test('roles that end soon and what changed lately are told, and lead on', async ({ page }) => {
  const person = await makeUser(company.admin)
  const name = unique('Helper')
  const { id } = await expectOk(
    company.admin.post<Named>('/api/roles/', { name, permissions: ['VIEW_USERS'] }),
  )
  const expires_at = new Date(Date.now() + 3 * 86_400_000).toISOString()
  const body = { role_id: id, expires_at }
  await expectOk(company.admin.post(`/api/users/${person.id}/assign_role/`, body))
  await signIn(page, company.admin)
  const ending = page.getByRole('region', { name: 'Ends soon' })
  await expect(ending.getByRole('listitem').filter({ hasText: name })).toContainText('in 2 days')
  const changes = page.getByRole('region', { name: 'Recent permission changes' })
  await changes.getByRole('link', { name: new RegExp(`Assigned role ${name}`) }).click()
  await expect(page).toHaveURL(/\/audit\?.*event=/)
})

test('activity is shown for a period, and as a table', async ({ page }) => {
  await signIn(page, company.admin)
  const activity = page.getByRole('region', { name: 'Activity' })
  await activity.getByRole('link', { name: '24 hours' }).click()
  await expect(page).toHaveURL(/activity=24h/)
  await activity.getByText('As a table').click()
  await activity.getByRole('rowheader').getByRole('link').last().click()
  await expect(page).toHaveURL(/\/audit\?from=/)
})

test('each reader sees no more than they may, and whoever may nothing sees whom to ask', async ({
  page,
}) => {
  await signIn(page, await makePerson(company.admin))
  await expect(page.getByText("haven't given you access to anything here yet")).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: 'Test Person' }).first()).toBeVisible()
  await expect(page.getByRole('region', { name: 'Needs attention' })).toHaveCount(0)
  await expectGoodLooks(page, 'overview-nothing')
  await page.context().clearCookies()
  await signIn(page, await makePerson(company.admin, ['VIEW_ROLES']))
  const tiles = page.getByRole('list', { name: 'In numbers' }).getByRole('listitem')
  await expect(tiles).toHaveCount(1)
  await expect(page.getByText('VIEW_ROLES', { exact: true })).toBeVisible()
})

test('a viewer is told of a lock but offered nothing they may not do', async ({ page }) => {
  await lock(await makeUser(company.admin))
  await signIn(page, await makePerson(company.admin, ['VIEW_USERS']))
  const attention = page.getByRole('region', { name: 'Needs attention' })
  await expect(attention).toContainText('is locked out (5 failed sign-ins). It ends in')
  await expect(attention.getByRole('button')).toHaveCount(0)
})
