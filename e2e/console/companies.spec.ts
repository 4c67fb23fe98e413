import type { Page } from '@playwright/test'
import { expectOk, type Named } from '../client'
import { makePerson, unique } from '../people'
import type { Credentials } from '../server'
import { expect, sandbox, test } from './fixtures'
import { signIn } from './live-pages'
import { expectGoodLooks } from './looks'

const company = sandbox()
const superuserOf = (): Credentials => JSON.parse(process.env.E2E_SUPERUSER!)

const dialog = (page: Page) => page.getByRole('dialog')
const rowOf = (page: Page, name: string) =>
  page.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) })

async function openMenu(page: Page, name: string, item: string) {
  await page.goto(`/companies?q=${name}`)
  await page.getByRole('button', { name: `More actions for ${name}` }).click()
  await page.getByRole('button', { name: item, exact: true }).click()
}

test('a superuser creates a company with its roles and its first administrator', async ({
  page,
  superuser,
}) => {
  const name = unique('Made')
  await signIn(page, superuserOf())
  await page.goto('/companies')
  await page.getByRole('button', { name: 'Create company' }).click()
  const form = dialog(page)
  await form.getByLabel('Company', { exact: true }).fill(name)
  await form.getByLabel("First administrator's email").fill(`${name}@example.com`)
  await expectGoodLooks(page, 'companies-create')
  await form.getByRole('button', { name: 'Create company' }).click()
  await expect(form.getByText(`${name} is ready`)).toBeVisible()
  await form.getByRole('link', { name: `Open ${name}` }).click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
  const [made] = await expectOk(superuser.get<Named[]>(`/api/companies/?search=${name}`))
  const roles = await expectOk(superuser.get<Named[]>(`/api/roles/?company=${made!.id}`))
  expect(roles.map((role) => role.name).sort()).toEqual([
    'Auditor',
    'Manager',
    'Tenant Admin',
    'Viewer',
  ])
  const people = await expectOk(
    superuser.get<{ status: string; roles: Named[] }[]>(`/api/users/?company=${made!.id}`),
  )
  expect(people).toMatchObject([{ status: 'invited', roles: [{ name: 'Tenant Admin' }] }])
})

test('a code follows the name until it is chosen, and one that is taken is told when it is left', async ({
  page,
  superuser,
}) => {
  const name = unique('Taken')
  const other = await expectOk(
    superuser.post<Named & { code: string }>('/api/companies/', { name }),
  )
  await signIn(page, superuserOf())
  await page.goto('/companies')
  await page.getByRole('button', { name: 'Create company' }).click()
  const form = dialog(page)
  const code = form.getByLabel('Code')
  await form.getByLabel('Company', { exact: true }).fill(`${name}!`)
  await expect(code).toHaveValue(other.code)
  await form.getByLabel('Description').focus()
  await expect(code).toHaveValue(`${other.code}-2`)
  await code.fill(other.code)
  await form.getByLabel('Description').focus()
  await expect(code).toHaveAccessibleDescription(/already exists/)
  await expect(code).toHaveAttribute('aria-invalid', 'true')
  await code.fill(`${other.code}-9`)
  await expect(code).not.toHaveAttribute('aria-invalid')
  await form.getByLabel('Company', { exact: true }).fill(`${name} again`)
  await form.getByLabel('Time zone').selectOption('Europe/Lisbon')
  await form.getByLabel('Language and region').selectOption('en-IE')
  await form.getByRole('button', { name: 'Create company' }).click()
  await expect(page.getByRole('heading', { level: 1, name: `${name} again` })).toBeVisible()
  const found = await expectOk(superuser.get<object[]>(`/api/companies/?code=${other.code}-9`))
  expect(found).toMatchObject([{ time_zone: 'Europe/Lisbon', locale: 'en-IE' }])
})

test('people without a choice of their own get the times of their company', async ({
  page,
  superuser,
}) => {
  const admin = await makePerson(company.admin, ['VIEW_COMPANIES', 'UPDATE_COMPANY', 'VIEW_USERS'])
  const colleague = await makePerson(company.admin)
  await signIn(page, admin)
  await page.goto(`/companies/${company.company.id}?tab=settings`)
  await page.getByLabel('Time zone').selectOption('Australia/Sydney')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('Saved.')).toBeVisible()
  await expectGoodLooks(page, 'company-settings')
  const { formats } = await expectOk(colleague.get<{ formats: object }>('/api/auth/me/'))
  expect(formats).toMatchObject({ time_zone: 'Australia/Sydney' })
  await page.goto('/users')
  await expect(page.locator('time').first()).toHaveAttribute(
    'title',
    / Australia\/Sydney · .* UTC$/,
  )
  await expectOk(superuser.patch(`/api/companies/${company.company.id}/`, { time_zone: 'UTC' }))
})

test('the overview of a company tells how often its people signed in', async ({ page }) => {
  const admin = await makePerson(company.admin, ['VIEW_COMPANIES', 'VIEW_AUDIT_LOGS'])
  await signIn(page, admin)
  await page.goto(`/companies/${company.company.id}`)
  const part = page.getByRole('region', { name: 'Sign-ins' })
  await expect(part).toContainText(/\d+ sign-ins? in the last 30 days/)
  await part.getByText('Show as a table').click()
  const rows = part.getByRole('row')
  await expect(rows).toHaveCount(31)
  // Of today, unless midnight was just now.
  const counted = rows.filter({ has: page.getByRole('cell', { name: /^[1-9]\d*$/ }) }).first()
  await expect(counted).toBeVisible()
  await expectGoodLooks(page, 'company-overview')
  await counted.getByRole('link').click()
  await expect(page).toHaveURL(/audit\?q=action%3ALOGIN/)
})

test('suspending signs everybody out, and reactivating lets them in again', async ({
  page,
  superuser,
}) => {
  const name = unique('Stopped')
  const { id } = await expectOk(superuser.post<Named>('/api/companies/', { name }))
  const person = await makePerson(superuser, ['VIEW_USERS'], id)
  await signIn(page, superuserOf())
  await openMenu(page, name, 'Suspend')
  await expect(dialog(page)).toContainText('One person is signed out')
  await expect(dialog(page).getByRole('button', { name: 'Cancel' })).toBeFocused()
  await dialog(page).getByRole('button', { name: 'Suspend company' }).click()
  await expect(rowOf(page, name)).toContainText('Suspended')
  expect((await person.get('/api/auth/me/')).status).toBe(401)
  await page.goto('/companies?status=suspended&size=100')
  await expect(rowOf(page, name)).toHaveCount(1)
  await openMenu(page, name, 'Reactivate')
  await dialog(page).getByRole('button', { name: 'Reactivate company' }).click()
  await expect(rowOf(page, name)).toContainText('Active')
})

test('deleting asks for the code and for everybody in it', async ({ page, superuser }) => {
  const name = unique('Gone')
  const { id, code } = await expectOk(
    superuser.post<Named & { code: string }>('/api/companies/', { name }),
  )
  await makePerson(superuser, [], id)
  await signIn(page, superuserOf())
  await openMenu(page, name, 'Delete')
  const submit = dialog(page).getByRole('button', { name: 'Delete company' })
  await expect(submit).toBeDisabled()
  await dialog(page).getByLabel(`Type ${code} to go on`).fill(code)
  await submit.click()
  await expect(dialog(page)).toBeVisible()
  expect((await superuser.get(`/api/companies/${id}/`)).status).toBe(200)
  await dialog(page).getByLabel('Also delete 1 user').check()
  await submit.click()
  await expect(page.getByText(`${name} is deleted.`)).toBeVisible()
  expect((await superuser.get(`/api/companies/${id}/`)).status).toBe(404)
})

test('a company is looked at, changed, and switched into', async ({ page, superuser }) => {
  const name = unique('Changed')
  const { id, code } = await expectOk(
    superuser.post<Named & { code: string }>('/api/companies/', { name }),
  )
  await signIn(page, superuserOf())
  await page.goto(`/companies/${id}`)
  await expectGoodLooks(page, 'company')
  await page.getByRole('link', { name: 'Settings' }).click()
  const description = page.getByLabel('Description')
  await description.fill('Imports')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Saved.')).toBeVisible()
  expect((await superuser.get(`/api/companies/${id}/`)).body).toMatchObject({
    description: 'Imports',
  })
  const theirs = { description: 'Exports', time_zone: 'Asia/Tokyo' }
  await expectOk(superuser.patch(`/api/companies/${id}/`, theirs))
  await expect(async () => {
    // Stands for coming back to the tab, which looks at once.
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
    await expect(description, 'as others have changed it').toHaveValue('Exports', {
      timeout: 2_000,
    })
  }).toPass()
  await expect(page.getByLabel('Time zone')).toHaveValue('Asia/Tokyo')
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.getByRole('button', { name: /^Switch company/ }).click()
  await page.getByRole('searchbox', { name: 'Search companies' }).fill(name)
  await page.getByRole('link', { name, exact: true }).click()
  await expect(page).toHaveURL(`/c/${code}`)
  await expect(page.getByRole('button', { name: `Switch company, now ${name}` })).toBeVisible()
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Roles' }).click()
  await expect(page).toHaveURL(`/c/${code}/roles`)
})

test('people of a company see their own and change no more than they may', async ({ page }) => {
  await signIn(page, await makePerson(company.admin, ['VIEW_COMPANIES']))
  await page.goto('/companies')
  const names = page.getByRole('rowheader').getByRole('link')
  await expect(names).toHaveText([company.company.name])
  await expect(page.getByRole('button', { name: 'Create company' })).toHaveCount(0)
  await expect(page.getByRole('button', { name: /^Switch company/ })).toHaveCount(0)
  await names.click()
  await expect(page.getByRole('heading', { level: 1, name: company.company.name })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Settings' })).toHaveCount(0)
  await page.goto(`${page.url()}?tab=settings`)
  await expect(page.getByRole('button', { name: 'Save' })).toHaveCount(0)
})

test('titles say whose data a page shows, and what leads nowhere stays in the console', async ({
  page,
  superuser,
}) => {
  const name = unique('Titled')
  const { code } = await expectOk(
    superuser.post<Named & { code: string }>('/api/companies/', { name }),
  )
  await signIn(page, superuserOf())
  await page.goto(`/c/${code}`)
  await expect(page).toHaveTitle(`Overview · ${name}`)
  const users = page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Users' })
  await users.click()
  await expect(page).toHaveTitle(`Users · ${name}`)
  await page.goto('/leads/nowhere')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    "There's nothing at this address",
  )
  await expect(users).toBeVisible()
})

test('the head of a list stays in sight', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 240 })
  await signIn(page, superuserOf())
  await page.goto('/companies')
  await page.getByRole('row').last().scrollIntoViewIfNeeded()
  await page.mouse.wheel(0, 2000)
  await expect(page.getByRole('heading', { level: 1 })).not.toBeInViewport()
  await expect(page.getByRole('columnheader', { name: 'Code' })).toBeInViewport({ ratio: 1 })
})
