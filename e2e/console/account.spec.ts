import { expectOk } from '../client'
import { makePerson, makeUser, unique } from '../people'
import { expect, openEarly, sandbox, test } from './fixtures'
import { heading, signIn } from './live-pages'
import { expectGoodLooks } from './looks'

const company = sandbox()
const NEXT = 'Another-horse-9'

test('a person changes their name', async ({ page }) => {
  const person = await makePerson(company.admin)
  await signIn(page, person)
  await page.getByRole('button', { name: 'Account' }).click()
  await page.getByRole('link', { name: 'My account' }).click()
  await expect(heading(page)).toHaveText('My account')
  await expectGoodLooks(page, 'account-profile')
  await page.getByLabel('First name').fill('Ada')
  await page.getByLabel('Last name').fill('Lovelace')
  await page.getByRole('button', { name: 'Save profile' }).click()
  await expect(page.getByText('Your profile is saved.')).toBeVisible()
  const { user } = await expectOk(person.get<{ user: object }>('/api/auth/me/'))
  expect(user).toMatchObject({ first_name: 'Ada', last_name: 'Lovelace' })
})

test('what is typed before a page answers is unsaved all the same', async ({ page }) => {
  const person = await makePerson(company.admin)
  await signIn(page, person)
  const answer = await openEarly(page, '/account')
  await page.getByLabel('First name').fill('Early')
  answer()
  await expect(page.getByRole('button', { name: 'Discard' })).toBeVisible()
  await page.getByRole('button', { name: 'Save profile' }).click()
  await expect(page.getByText('Your profile is saved.')).toBeVisible()
  expect(await expectOk(person.get('/api/auth/me/'))).toMatchObject({
    user: { first_name: 'Early' },
  })
})

test('times follow the zone and the manner that a person chooses', async ({ page }) => {
  const person = await makePerson(company.admin, ['VIEW_USERS', 'VIEW_AUDIT_LOGS'])
  await signIn(page, person)
  await page.goto('/account')
  await page.getByLabel('Time zone').selectOption('Asia/Tokyo')
  const hourAt = (at: number) =>
    new Date(at).toLocaleTimeString('en-GB', { timeZone: 'Asia/Tokyo', hour: '2-digit' })
  // It may strike the hour just now.
  const hours = [-60_000, 60_000].map((from) => hourAt(Date.now() + from)).join('|')
  await expect(page.getByText(new RegExp(`Asia/Tokyo, now (${hours}):`))).toBeVisible()
  await page.getByLabel('Language and region').selectOption('en-US')
  await page.getByLabel('Dates').selectOption('long')
  await page.getByRole('button', { name: 'Save profile' }).click()
  await expect(page.getByText('Your profile is saved.')).toBeVisible()

  await page.goto('/users')
  const shown = page.locator('time').first()
  const at = new Date((await shown.getAttribute('datetime'))!)
  const day = at.toLocaleDateString('en-US', { timeZone: 'Asia/Tokyo', dateStyle: 'long' })
  await expect(shown).toHaveAttribute('title', new RegExp(`^${day} .* Asia/Tokyo · .* UTC$`))

  await page.goto('/audit')
  const time = page.locator('tbody time').first()
  const inZone = async (timeZone: string) =>
    new Date((await time.getAttribute('datetime'))!).toLocaleTimeString('en-US', { timeZone })
  await expect(page.getByRole('columnheader', { name: 'Time (Asia/Tokyo)' })).toBeVisible()
  await expect(time).toHaveText(await inZone('Asia/Tokyo'))
  await page.getByRole('button', { name: 'UTC', exact: true }).click()
  await expect(page.getByRole('columnheader', { name: 'Time (UTC)' })).toBeVisible()
  await expect(time).toHaveText(await inZone('UTC'))
  await page.getByRole('button', { name: 'Local', exact: true }).click()
  await expect(time).toHaveText(await inZone('Asia/Tokyo'))

  await page.goto('/account')
  await page.getByLabel('Time zone').selectOption({ label: 'Company default: UTC' })
  await page.getByRole('button', { name: 'Save profile' }).click()
  await expect(page.getByText('Your profile is saved.')).toBeVisible()
  const { preferences } = await expectOk(person.get<{ preferences: object }>('/api/auth/me/'))
  expect(preferences).toEqual({ time_zone: null, locale: 'en-US', date_style: 'long' })
})

test('a person changes their password and ends other sessions', async ({ page, anybody }) => {
  const person = await makePerson(company.admin)
  await signIn(page, person)
  const [first, second] = [await anybody.signIn(person), await anybody.signIn(person)]
  await page.goto('/account?tab=security')
  const sessions = page.getByRole('row').filter({ has: page.getByRole('rowheader') })
  await expect(sessions).toHaveCount(4)
  await expect(sessions.filter({ hasText: 'This device' })).toHaveCount(1)
  await expectGoodLooks(page, 'account-security')
  await page.getByRole('button', { name: 'Sign out', exact: false }).last().click()
  await expect(sessions).toHaveCount(3)
  await page.getByRole('button', { name: 'Sign out all others' }).click()
  await expect(sessions).toHaveCount(1)
  for (const other of [first, second]) {
    expect((await other.get('/api/auth/me/')).status).toBe(401)
  }
  const third = await anybody.signIn(person)
  await page.getByRole('button', { name: 'Change password' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Current password').fill('Wrong-horse-7')
  await dialog.getByLabel('New password').fill(NEXT)
  await dialog.getByRole('button', { name: 'Save password' }).click()
  await expect(dialog.getByText('This is not your current password.').first()).toBeVisible()
  await expectGoodLooks(page, 'account-password')
  await dialog.getByLabel('Current password').fill(person.password)
  await dialog.getByRole('button', { name: 'Save password' }).click()
  await expect(page.getByText('Password changed. Other sessions were signed out.')).toBeVisible()
  await expect(dialog).toHaveCount(0)
  expect((await third.get('/api/auth/me/')).status).toBe(401)
  await anybody.signIn({ email: person.email, password: NEXT })
})

test('a theme and a density hold at once, and from the first paint of the next page', async ({
  page,
}) => {
  await signIn(page, await makePerson(company.admin))
  await page.goto('/account?tab=appearance')
  const main = page.getByRole('main')
  const root = page.locator('html')
  await main.getByText('Dark', { exact: true }).click()
  await main.getByText('Compact', { exact: true }).click()
  await expect(root).toHaveAttribute('data-scheme', 'dark')
  const html = await (await page.request.get('/account')).text()
  expect(html).toMatch(/<html[^>]*data-scheme="dark"[^>]*data-density="compact"/)
  await page.reload()
  await expect(main.getByRole('radio', { name: 'Dark' })).toBeChecked()
  await page.getByRole('button', { name: 'Account' }).click()
  const menu = page.locator('#account')
  await expect(menu.getByRole('radio', { name: 'Dark' })).toBeChecked()
  await menu.getByText('System', { exact: true }).click()
  const theme = main.getByRole('group', { name: 'Theme' })
  await expect(theme.getByRole('radio', { name: 'System' })).toBeChecked()
  await expect(root).not.toHaveAttribute('data-scheme')
  await page.keyboard.press('Escape')
  await expectGoodLooks(page, 'account-appearance')
})

test('nothing moves for whoever chooses that, from the first paint of the next page', async ({
  page,
}) => {
  await signIn(page, await makePerson(company.admin))
  await page.goto('/account')
  const button = page.getByRole('button', { name: 'Save profile' })
  const slowest = () =>
    button.evaluate((element) =>
      Math.max(...getComputedStyle(element).transitionDuration.split(',').map(Number.parseFloat)),
    )
  expect(await slowest()).toBeGreaterThan(0)
  await page.getByRole('link', { name: 'Appearance' }).click()
  const motion = page.getByRole('group', { name: 'Motion' })
  await motion.getByText('Reduced', { exact: true }).click()
  await expect(page.locator('html')).toHaveAttribute('data-reduce-motion', 'true')
  const html = await (await page.request.get('/account')).text()
  expect(html).toMatch(/<html[^>]*data-reduce-motion="true"/)
  await page.goto('/account')
  await expect.poll(slowest).toBe(0)
})

test('a person sees why they may do something, and whom to ask for the rest', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const person = await makePerson(company.admin, ['VIEW_USERS'])
  const until = { name: unique('Temp'), permissions: ['VIEW_ROLES'] }
  const { id } = await expectOk(company.admin.post<{ id: string }>('/api/roles/', until))
  const expires_at = new Date(Date.now() + 3 * 86_400_000).toISOString()
  const path = `/api/users/${person.id}/assign_role/`
  await expectOk(company.admin.post(path, { role_id: id, expires_at }))
  await signIn(page, person)
  await page.goto('/account?tab=access')
  const row = (code: string) => page.getByRole('listitem').filter({ hasText: code })
  await expect(row('VIEW_ROLES')).toContainText(until.name)
  await expect(row('VIEW_ROLES')).toContainText(/ends in [23] days/)
  await expect(row('CREATE_COMPANY'), 'no role can hold it').toHaveCount(0)
  await expectGoodLooks(page, 'account-access')
  await row('VIEW_AUDIT_LOGS').getByRole('button', { name: 'Who can give it?' }).click()
  await expect(row('VIEW_AUDIT_LOGS')).toContainText('Test Person')
  await row('VIEW_AUDIT_LOGS').getByRole('button', { name: 'Copy request' }).click()
  await expect(page.getByText('Copied.')).toBeVisible()
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  expect(copied).toContain('“See audit logs” (VIEW_AUDIT_LOGS)')
})

test('a person sees what they did, and nobody else', async ({ page }) => {
  const person = await makePerson(company.admin, ['CREATE_USER'])
  const created = await makeUser(person)
  await signIn(page, person)
  await page.goto('/account?tab=activity')
  await expect(page.getByText(/^Created user /)).toHaveText(
    new RegExp(created.email.split('@')[0]!),
  )
  await expect(page.getByText(/^Created role /), 'the administrator did that').toHaveCount(0)
  await expectGoodLooks(page, 'account-activity')
  const entries = await expectOk(person.get<{ user_id: string }[]>('/api/auth/activity/'))
  expect(new Set(entries.map(({ user_id }) => user_id))).toEqual(new Set([person.id]))
})

test('people of an account see their own permissions through the API too', async () => {
  const person = await makePerson(company.admin, ['VIEW_USERS'])
  const held = await expectOk(person.get<object[]>('/api/auth/permissions/'))
  expect(held).toMatchObject([
    { permission: 'VIEW_USERS', sources: [{ kind: 'role', role: { id: person.role } }] },
  ])
})
