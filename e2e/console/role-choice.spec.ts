import { makeUser, unique } from '../people'
import { expect, sandbox, test } from './fixtures'
import { isLive, signIn } from './live-pages'
import { expectGoodLooks } from './looks'
import { dialog, makeRole } from './role-pages'
import { rolesOf } from './user-pages'

const company = sandbox()
const MANY = 105
const AT_ONCE = 15

test.beforeAll(async () => {
  for (let made = 0; made < MANY; made += AT_ONCE) {
    const some = Array.from({ length: AT_ONCE }, (_, index) => `Role ${1000 + made + index}`)
    await Promise.all(some.map((name) => makeRole(company.admin, name)))
  }
})

test('of more roles than are listed, one is found by typing', async ({ page }) => {
  const last = await makeRole(company.admin, unique('Zeta'), 'VIEW_USERS')
  const person = await makeUser(company.admin)
  await signIn(page, company.admin)
  await page.goto(`/users?q=${person.email}`)
  await isLive(page)
  const cell = page.getByRole('button', { name: /^Edit the roles of Test Person/ })
  await cell.click()
  const picker = page.getByRole('form', { name: 'Roles of Test Person' })
  await expect(picker.getByText('These are the first. Type to find the others.')).toBeVisible()
  await expect(picker.getByRole('checkbox', { name: last.name })).toHaveCount(0)
  await picker.getByRole('searchbox').fill('zeta')
  await picker.getByRole('checkbox', { name: last.name }).check()
  await expectGoodLooks(page, 'role-choice-found')
  await picker.getByRole('searchbox').fill('Role 1004')
  await expect(picker.getByRole('checkbox')).toHaveCount(1)
  await picker.getByRole('button', { name: 'Save' }).click()
  await expect.poll(() => rolesOf(company.admin, person)).toEqual([last.name])
  await expect(cell).toHaveAccessibleName(new RegExp(last.name))
  await cell.click()
  await expect(picker.getByRole('checkbox', { name: last.name })).toBeChecked()
})

test('roles that cannot be read are no empty list', async ({ page }) => {
  const role = await makeRole(company.admin, unique('Doomed'))
  const { id } = await makeUser(company.admin)
  await company.admin.post(`/api/users/${id}/assign_role/`, { role_id: role.id })
  await signIn(page, company.admin)
  await page.route('**/api/roles/?*', (route) => route.abort())
  await page.goto(`/roles/${role.id}?tab=settings`)
  await isLive(page)
  await page.getByRole('button', { name: 'Delete', exact: true }).first().click()
  await expect(dialog(page).getByRole('alert')).toContainText("The roles can't be read now.")
  await expectGoodLooks(page, 'role-choice-unread')
  await page.unroute('**/api/roles/?*')
  await dialog(page).getByRole('button', { name: 'Try again' }).click()
  await dialog(page).getByLabel('Move them to', { exact: true }).selectOption('Role 1001')
  await dialog(page).getByLabel(`Type ${role.name} to go on`).fill(role.name)
  const refused: string[] = []
  page.on('response', (response) => {
    const { pathname } = new URL(response.url())
    if (response.status() === 404 && pathname.startsWith('/roles')) refused.push(pathname)
  })
  await dialog(page).getByRole('button', { name: 'Delete role' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Roles')
  await expect(page.getByText(`${role.name} is deleted.`)).toBeVisible()
  expect(refused).toEqual([])
})
