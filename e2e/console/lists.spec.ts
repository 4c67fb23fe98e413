import type { Page } from '@playwright/test'
import { expectOk, type Named } from '../client'
import { makePerson, makeUser, type Person, unique } from '../people'
import type { Credentials } from '../server'
import { expect, openEarly, sandbox, test } from './fixtures'

const company = sandbox()
/** More than fit on a page, of people as of entries of the trail. */
const MANY = 55
const AT_ONCE = 11

test.beforeAll(async () => {
  for (let made = 0; made < MANY; made += AT_ONCE) {
    await Promise.all(Array.from({ length: AT_ONCE }, () => makeUser(company.admin)))
  }
  await expectOk(company.admin.post('/api/roles/', { name: 'Storekeeper', description: 'Counts' }))
})

const rows = (page: Page) => page.getByRole('rowheader')

async function signIn(page: Page, { email, password }: Credentials) {
  await page.goto('/login')
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Overview')
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('people are listed, paged, ordered and searched', async ({ page }) => {
      await signIn(page, company.admin)
      await page.getByRole('link', { name: 'Users', exact: true }).click()
      await expect(page).toHaveTitle(`Users · ${company.company.name}`)
      await page.goto('/users?size=25')
      await expect(rows(page)).toHaveCount(25)
      await page.getByRole('link', { name: 'Next' }).click()
      await expect(rows(page).first()).toBeVisible()
      await expect(page.getByText(`26–50 of ${MANY + 1}`)).toBeVisible()
      await page.getByRole('link', { name: 'Email' }).click()
      await expect(page.getByRole('columnheader', { name: 'Email' })).toHaveAttribute(
        'aria-sort',
        'ascending',
      )
      await expect(page).toHaveURL('/users?sort=email&size=25')
      const emails = page.locator('tbody tr td:nth-of-type(1)')
      await expect(emails.first()).toBeVisible()
      const shown = await emails.allTextContents()
      expect(shown).toEqual([...shown].sort())
      await page.getByRole('searchbox').fill(company.admin.email)
      await page.getByRole('button', { name: 'Search' }).click()
      await expect(rows(page)).toHaveCount(1)
      const query = new URLSearchParams({ sort: 'email', size: '25', q: company.admin.email })
      await expect(page).toHaveURL(`/users?${query}`)
      await expect(page.getByRole('cell', { name: 'Tenant Admin' })).toBeVisible()
      await page.getByRole('searchbox').fill(unique('nobody'))
      await page.getByRole('button', { name: 'Search' }).click()
      await expect(page.getByText(/^Nobody matches/)).toBeVisible()
    })

    test('roles are listed with what they hold', async ({ page }) => {
      await signIn(page, company.admin)
      await page.getByRole('link', { name: 'Roles', exact: true }).click()
      const role = page.getByRole('row', { name: /Storekeeper/ })
      await expect(role).toContainText('Counts')
      await expect(role).toContainText('0 of 16')
      await expect(page.getByRole('row', { name: /Tenant Admin/ })).toContainText('14 of 16')
    })
  })
}

test('a choice narrows the list down at once, and Back takes one step', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 800 })
  await signIn(page, company.admin)
  await page.goto('/users?size=25')
  await page.getByRole('button', { name: 'Filters', exact: true }).click()
  const status = page.getByRole('combobox', { name: 'Status' })
  await status.focus()
  await status.selectOption('Invited')
  await expect(page).toHaveURL('/users?size=25&status=invited')
  await expect(status).toBeFocused()
  // As the arrow keys do, which choose whatever they pass.
  await status.selectOption('Active')
  await status.selectOption('Deactivated')
  await expect(page).toHaveURL('/users?size=25&status=deactivated')
  await page.getByRole('button', { name: 'Show results' }).click()
  await expect(status).toBeHidden()
  await expect(page.getByRole('button', { name: 'Filters (1)' })).toBeFocused()
  await expect(page.getByText('Nobody matches Deactivated.')).toBeVisible()
  await page.goBack()
  await expect(page).not.toHaveURL(/deactivated/)
  await page.getByRole('button', { name: /^Filters/ }).click()
  await expect(status).not.toHaveValue('deactivated')
})

test('what is chosen before the page answers is applied once it does', async ({ page }) => {
  await signIn(page, company.admin)
  const answer = await openEarly(page, '/users')
  await page.getByRole('combobox', { name: 'Status' }).selectOption('Invited')
  answer()
  await expect(page).toHaveURL('/users?status=invited')
  await expect(page.getByRole('combobox', { name: 'Status' })).toHaveValue('invited')
})

test('nobody sees the way to what they may not see, nor gets there', async ({ page }) => {
  const person = await makePerson(company.admin, ['VIEW_ROLES'])
  await signIn(page, person)
  const navigation = page.getByRole('navigation', { name: 'Main' })
  await expect(navigation.getByRole('link')).toHaveText(['Overview', 'Roles', 'Account'])
  expect((await page.goto('/users'))!.status()).toBe(403)
  expect((await page.goto('/companies'))!.status()).toBe(403)
  expect((await page.goto('/roles'))!.status()).toBe(200)
})

test('a superuser looks into a company by its code, and nobody else does', async ({
  page,
  superuser,
}) => {
  const credentials: Credentials = JSON.parse(process.env.E2E_SUPERUSER!)
  const { code } = await expectOk(
    superuser.get<Named & { code: string }>(`/api/companies/${company.company.id}/`),
  )
  await signIn(page, credentials)
  await page.goto(`/companies?q=${company.company.name}`)
  await page.getByRole('link', { name: company.company.name }).click()
  const parts = page.getByRole('navigation', { name: 'Parts of the company' })
  await parts.getByRole('link', { name: /^Users/ }).click()
  await expect(page).toHaveURL(`/c/${code}/users`)
  await expect(page.getByText(/^1–50 of \d+$/)).toBeVisible()
  await page.getByRole('link', { name: 'Roles', exact: true }).click()
  await expect(page).toHaveURL(`/c/${code}/roles`)
  await expect(rows(page).filter({ hasText: 'Storekeeper' })).toHaveCount(1)
  expect((await page.goto('/c/no-such-company/users'))!.status()).toBe(404)
  await page.context().clearCookies()
  const person: Person = await makePerson(company.admin, ['VIEW_USERS'])
  await signIn(page, person)
  expect((await page.goto(`/c/${code}/users`))!.status()).toBe(404)
})

test('an address that makes no sense shows the list all the same', async ({ page }) => {
  await signIn(page, company.admin)
  const answer = await page.goto('/users?page=-1&size=7&sort=password_hash&sort=x&q=%00')
  expect(answer!.status()).toBe(200)
  await page.goto('/users?page=999')
  await expect(page.getByText('No people yet.')).toBeVisible()
})

test('the catalogue of permissions is searched', async ({ page }) => {
  await signIn(page, company.admin)
  await page.getByRole('link', { name: 'Permissions', exact: true }).click()
  await expect(rows(page)).toHaveCount(16)
  await page.goto('/permissions?q=audit')
  await expect(rows(page)).toHaveText(['See audit logs'])
})

test('a long name leaves room for what can be done', async ({ page }) => {
  const { id, email } = await makeUser(company.admin)
  const last_name = 'Oberhauser-Westergaard von Hohenberg und zu Lauenstein'
  await expectOk(company.admin.patch(`/api/users/${id}/`, { first_name: 'Ida', last_name }))
  await signIn(page, company.admin)
  await page.goto(`/users?q=${email}`)
  const more = page.getByRole('button', { name: `More actions for Ida ${last_name}` })
  await expect(more).toBeInViewport({ ratio: 1 })
})

test('a list is searched from anywhere in it, and what gets the focus lies below its head', async ({
  page,
}) => {
  await signIn(page, company.admin)
  await page.goto('/users')
  const head = page.getByRole('columnheader').first()
  const link = page.getByRole('rowheader').nth(20).getByRole('link')
  const top = async (part: typeof head) => (await part.boundingBox())?.y ?? 0
  const below = async () => (await top(link)) - (await top(head))
  await link.evaluate((element) => scrollBy(0, element.getBoundingClientRect().top - 60))
  await expect.poll(below).toBeLessThan(20)
  await link.focus()
  await expect.poll(below).toBeGreaterThanOrEqual(40)
  const search = page.getByRole('search')
  const bottom = async () => (await top(search)) + ((await search.boundingBox())?.height ?? 0)
  await expect(search.getByRole('searchbox')).toBeInViewport({ ratio: 1 })
  await expect.poll(async () => (await top(head)) - (await bottom())).toBeGreaterThanOrEqual(0)
  await page.setViewportSize({ width: 900, height: 800 })
  await link.evaluate((element: HTMLElement) => {
    element.blur()
    scrollBy(0, element.getBoundingClientRect().top - 60)
  })
  await link.focus()
  await expect.poll(async () => (await top(link)) - (await bottom())).toBeGreaterThanOrEqual(0)
})
