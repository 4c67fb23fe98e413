import { makePerson } from '../people'
import { expect, sandbox, test } from './fixtures'
import { signIn } from './live-pages'
import { expectGoodLooks } from './looks'

const company = sandbox()

test('the catalogue tells who can do something, and through which role', async ({ page }) => {
  const auditor = await makePerson(company.admin, ['VIEW_AUDIT_LOGS'])
  await signIn(page, company.admin)
  await page.goto('/permissions')
  const row = page.getByRole('row').filter({ hasText: 'See audit logs' })
  await expect(row).toContainText('2 people')
  await expectGoodLooks(page, 'permissions')
  await row.getByRole('link', { name: 'Who can do this: VIEW_AUDIT_LOGS?' }).click()
  await expect(page).toHaveURL(/who=VIEW_AUDIT_LOGS#VIEW_AUDIT_LOGS$/)
  const people = page.getByRole('listitem').filter({ hasText: 'Test Person' })
  await expect(people).toHaveCount(2)
  await expect(people.filter({ hasText: 'through Tenant Admin' })).toHaveCount(1)
  await expectGoodLooks(page, 'permissions-who')
  await people.filter({ hasText: 'through Role' }).getByRole('link').click()
  await expect(page).toHaveURL(new RegExp(`/users/${auditor.id}`))
})

test('what is sensitive, unused, or only for superusers is marked', async ({ page }) => {
  await signIn(page, company.admin)
  await page.goto('/permissions#DELETE_USER')
  const row = (code: string) => page.locator(`tr#${code}`)
  await expect(row('DELETE_USER')).toContainText('Sensitive')
  await expect(row('VIEW_USERS')).not.toContainText('Sensitive')
  await expect(row('CREATE_COMPANY')).toContainText('Superusers only')
  await expect(row('DELETE_USER')).toBeInViewport()
})

test('whoever may see neither people nor roles sees only how many', async ({ page }) => {
  await signIn(page, await makePerson(company.admin, ['VIEW_PERMISSIONS']))
  await page.goto('/permissions?who=VIEW_PERMISSIONS')
  const row = page.locator('tr#VIEW_PERMISSIONS')
  await expect(row).toContainText('2 people')
  await expect(row).not.toContainText('Tenant Admin')
  await expect(page.getByRole('link', { name: /^Who can do this/ })).toHaveCount(0)
  await expect(page.locator('#main').getByText('Test Person')).toHaveCount(0)
})
