import { expectOk } from '../client'
import { makePerson, unique } from '../people'
import { entries, panel } from './audit-pages'
import { expect, sandbox, test } from './fixtures'
import { signIn } from './live-pages'
import { expectGoodLooks } from './looks'
import { makeNamed, makeRole, rolesOf } from './user-pages'

const company = sandbox()

const change = (id: string, body: object) =>
  expectOk(company.admin.patch(`/api/roles/${id}/`, body))
const roleAt = (id: string) =>
  expectOk(company.admin.get<{ description: string; permissions: string[] }>(`/api/roles/${id}/`))

test('a change is reverted from its entry, unless it was already', async ({ page }) => {
  test.slow()
  const name = unique('Reverted')
  const { id } = await makeRole(company.admin, name, ['VIEW_USERS'])
  const bob = await makeNamed(company.admin, 'Bob')
  await expectOk(company.admin.post(`/api/users/${bob.id}/assign_role/`, { role_id: id }))
  const permissions = ['VIEW_USERS', 'VIEW_AUDIT_LOGS']
  await expectOk(company.admin.post(`/api/roles/${id}/assign_permissions/`, { permissions }))
  await signIn(page, company.admin)
  await page.goto(`/audit?q=target:Role/${id}`)
  await entries(page).first().click()
  const revert = panel(page).getByRole('button', { name: 'Revert this change' })
  await revert.click()
  const dialog = page.getByRole('dialog', { name: 'Revert this change' })
  await expect(dialog.getByRole('table')).toContainText('Removed: See audit logs VIEW_AUDIT_LOGS')
  await expect(dialog.getByText('1 person affected')).toBeVisible()
  await expect(dialog.getByText(bob.name)).toBeVisible()
  await expectGoodLooks(page, 'audit-revert')
  await dialog.getByRole('button', { name: 'Revert change' }).click()
  await expect(page.getByText('The change is reverted.')).toBeVisible()
  await expect(revert).toHaveCount(0)
  await expect(panel(page).getByRole('heading', { level: 2 })).toBeFocused()
  expect((await roleAt(id)).permissions).toEqual(['VIEW_USERS'])
  await expect(entries(page).first()).toContainText('Reason: Reverts the change of entry')
  await page.goto(`/audit?q=target:User/${bob.id}%20action:ASSIGN_ROLE`)
  await entries(page).first().click()
  await revert.click()
  await dialog.getByRole('button', { name: 'Revert change' }).click()
  await expect(page.getByText('The change is reverted.')).toBeVisible()
  expect(await rolesOf(company.admin, bob)).toEqual([])
})

test('what has changed since is told, also while the dialog is open', async ({ page }) => {
  const { id } = await makeRole(company.admin, unique('Twice'), [])
  await change(id, { description: 'First' })
  await change(id, { description: 'Second' })
  await signIn(page, company.admin)
  await page.goto(`/audit?q=target:Role/${id}%20action:UPDATE`)
  await entries(page).nth(1).click()
  await panel(page).getByRole('button', { name: 'Revert this change' }).click()
  const dialog = page.getByRole('dialog', { name: 'Revert this change' })
  await expect(dialog.getByText('This has changed again since.')).toBeVisible()
  await expect(dialog.getByRole('row', { name: 'description' })).toHaveText(
    'descriptionSecondnothing',
  )
  await change(id, { description: 'Third' })
  await dialog.getByRole('button', { name: 'Revert anyway' }).click()
  await expect(dialog.getByRole('alert')).toHaveText(/^Somebody changed this/)
  await expect(dialog.getByRole('row', { name: 'description' })).toHaveText(
    'descriptionThirdnothing',
  )
  await dialog.getByRole('button', { name: 'Revert anyway' }).click()
  await expect(page.getByText('The change is reverted.')).toBeVisible()
  expect((await roleAt(id)).description).toBe('')
})

test('nobody is offered to revert what they may not change, or what cannot be', async ({
  page,
}) => {
  const { id } = await makeRole(company.admin, unique('Watched'), [])
  await change(id, { description: 'New' })
  await signIn(page, await makePerson(company.admin, ['VIEW_AUDIT_LOGS', 'VIEW_ROLES']))
  await page.goto(`/audit?q=target:Role/${id}%20action:UPDATE`)
  await entries(page).first().click()
  await expect(panel(page).getByRole('link', { name: '±5 minutes around' })).toBeVisible()
  await expect(panel(page).getByRole('button', { name: 'Revert this change' })).toHaveCount(0)
  await page.context().clearCookies()
  await signIn(page, company.admin)
  await page.goto(`/audit?q=target:Role/${id}%20action:CREATE`)
  await entries(page).first().click()
  await expect(panel(page).getByRole('link', { name: '±5 minutes around' })).toBeVisible()
  await expect(panel(page).getByRole('button', { name: 'Revert this change' })).toHaveCount(0)
})
