import { expectOk } from '../client'
import { makePerson } from '../people'
import { expect, sandbox, test } from './fixtures'
import { Hand } from './interactions'
import { assign, isLive, remove, signIn } from './live-pages'
import { isActive, lock, makeNamed, makeRole, rolesOf, tabTo } from './user-pages'

const company = sandbox()

test.beforeAll(() => makeRole(company.admin, 'Auditor', ['VIEW_AUDIT_LOGS', 'VIEW_ROLES']))

test('a right is given from the list in five interactions, and taken back', async ({ page }) => {
  const bob = await makeNamed(company.admin, 'Bob')
  await signIn(page, company.admin)
  const hand = new Hand()
  await hand.click(page.getByRole('link', { name: 'Users', exact: true }))
  await hand.click(page.getByRole('button', { name: `Edit the roles of ${bob.name}` }))
  const picker = page.getByRole('form', { name: `Roles of ${bob.name}` })
  await hand.click(picker.getByRole('checkbox', { name: 'Auditor' }))
  await expect(picker.getByText(`${bob.name} will gain: see roles, see audit logs`)).toBeVisible()
  await hand.click(picker.getByRole('button', { name: 'Save' }))
  await expect(page.getByText(`${bob.name}: Auditor added.`)).toBeVisible()
  expect(hand.count).toBeLessThanOrEqual(5)
  expect(await rolesOf(company.admin, bob)).toEqual(['Auditor'])
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText('Undone.')).toBeVisible()
  expect(await rolesOf(company.admin, bob)).toEqual([])
})

test('a locked person is let in by one click', async ({ page, anybody }) => {
  const dina = await makeNamed(company.admin, 'Dina')
  await lock(anybody, dina)
  await signIn(page, company.admin)
  await page.goto('/users?status=locked')
  const hand = new Hand()
  await hand.click(page.getByRole('button', { name: `Unlock ${dina.name}` }))
  await expect(page.getByText(`${dina.name} is unlocked.`)).toBeVisible()
  expect(hand.count).toBe(1)
  await expect(page.getByRole('row', { name: dina.name })).toHaveCount(0)
  expect(await expectOk(company.admin.get(`/api/users/${dina.id}/`))).toMatchObject({
    status: 'active',
    locked_until: null,
  })
})

test('a link for a new password is made in four interactions', async ({ page }) => {
  const bob = await makeNamed(company.admin, 'Bob')
  await signIn(page, company.admin)
  const hand = new Hand()
  await hand.click(page.getByRole('link', { name: 'Users', exact: true }))
  await hand.click(page.getByRole('button', { name: `More actions for ${bob.name}` }))
  await hand.click(page.getByRole('button', { name: 'Send reset link' }))
  const dialog = page.getByRole('dialog')
  await hand.click(dialog.getByRole('button', { name: 'Send reset link' }))
  await expect(dialog.getByLabel(`Link for ${bob.email}`)).toHaveValue(/\/reset-password/)
  expect(hand.count).toBeLessThanOrEqual(4)
  await dialog.getByRole('button', { name: 'Done' }).click()
  await expect(dialog).toHaveCount(0)
})

test('all of it by keyboard alone', async ({ page, anybody }) => {
  test.slow()
  const [bob, eve] = [await makeNamed(company.admin, 'Bob'), await makeNamed(company.admin, 'Eve')]
  await lock(anybody, eve)
  await signIn(page, company.admin)
  await tabTo(page, /^Users$/)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Users')
  await page.goto(`/users?q=${bob.email}`)
  await tabTo(page, new RegExp(`^Edit the roles of ${bob.name}`))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('checkbox', { name: 'Auditor' })).toBeVisible()
  await tabTo(page, /^Auditor/)
  await page.keyboard.press('Space')
  await expect(page.getByText(`${bob.name} will gain`)).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByText(`${bob.name}: Auditor added.`)).toBeVisible()
  await tabTo(page, new RegExp(`^More actions for ${bob.name}`))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Send reset link' })).toBeVisible()
  await tabTo(page, /^Send reset link$/)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toBeVisible()
  await tabTo(page, /^Send reset link$/)
  await page.keyboard.press('Enter')
  await expect(page.getByLabel(`Link for ${bob.email}`)).toBeVisible()
  await page.goto('/users?status=locked')
  await tabTo(page, new RegExp(`^Unlock ${eve.name}`))
  await page.keyboard.press('Enter')
  await expect(page.getByText(`${eve.name} is unlocked.`)).toBeVisible()
})

test('somebody is deactivated and let back in, and deleted for good', async ({ page }) => {
  const bob = await makeNamed(company.admin, 'Bob')
  await signIn(page, company.admin)
  await page.goto(`/users?q=${bob.email}`)
  const menu = page.getByRole('button', { name: `More actions for ${bob.name}` })
  await menu.click()
  await page.getByRole('button', { name: 'Deactivate' }).click()
  await expect(page.getByText(`${bob.name} is deactivated and signed out.`)).toBeVisible()
  expect(await isActive(company.admin, bob)).toBe(false)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText('Undone.')).toBeVisible()
  expect(await isActive(company.admin, bob)).toBe(true)
  await menu.click()
  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete user' }).click()
  await expect(page.getByText(/^Nobody matches/)).toBeVisible()
  expect((await company.admin.get(`/api/users/${bob.id}/`)).status).toBe(404)
})

test('nobody does to themselves what would shut them out', async ({ page }) => {
  await signIn(page, company.admin)
  await page.goto(`/users?q=${company.admin.email}`)
  await page.getByRole('button', { name: /^More actions for/ }).click()
  await expect(page.getByRole('button', { name: 'Deactivate' })).toBeDisabled()
  await expect(page.getByRole('button', { name: 'Delete', exact: true })).toBeDisabled()
  await expect(page.getByRole('button', { name: 'Set password' })).toHaveCount(0)
})

test('whoever may only look finds nothing to change', async ({ page }) => {
  const bob = await makeNamed(company.admin, 'Bob')
  await signIn(page, await makePerson(company.admin, ['VIEW_USERS']))
  await page.goto(`/users?q=${bob.email}`)
  await expect(page.getByRole('button', { name: 'Invite people' })).toHaveCount(0)
  await expect(page.getByRole('button', { name: /^Edit the roles/ })).toHaveCount(0)
  await expect(page.getByRole('combobox', { name: 'Role' })).toHaveCount(0)
  await page.getByRole('button', { name: /^More actions for/ }).click()
  const menu = page.locator('.menu:popover-open')
  await expect(menu.getByRole('link')).toHaveText(['Open'])
  await expect(menu.getByRole('button')).toHaveText(['Copy email', 'Copy id'])
})

test('what one may no longer do goes from the open list', async ({ page, anybody }) => {
  const dina = await makeNamed(company.admin, 'Dina')
  await lock(anybody, dina)
  const viewer = await makePerson(company.admin, ['VIEW_USERS'])
  const role = await assign(company.admin, viewer, 'UPDATE_USER')
  await signIn(page, viewer)
  await page.goto(`/users?q=${dina.email}`)
  const unlock = page.getByRole('button', { name: `Unlock ${dina.name}` })
  await expect(unlock).toBeVisible()
  await isLive(page)
  await remove(company.admin, viewer, role)
  await expect(unlock).toHaveCount(0)
})

test('what others change is told, and shown when asked for', async ({ page }) => {
  const bob = await makeNamed(company.admin, 'Bob')
  const last_name = bob.name.replace('Bob ', '')
  const viewer = await makePerson(company.admin, ['VIEW_USERS', 'UPDATE_USER', 'VIEW_AUDIT_LOGS'])
  await expectOk(company.admin.patch(`/api/users/${viewer.id}/`, { last_name }))
  await signIn(page, viewer)
  await page.goto(`/users?q=${last_name}`)
  await isLive(page)
  await expectOk(company.admin.patch(`/api/users/${bob.id}/`, { first_name: 'Robert' }))
  // As somebody does in another window, who knows it then.
  await expectOk(viewer.patch(`/api/users/${viewer.id}/`, { first_name: 'Vera' }))
  // Stands for coming back to the tab, which looks at once.
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
  // Looked for in every frame, since it lasts two seconds.
  const tinted = page.waitForFunction(() =>
    document.querySelector('tr[data-changed]')?.textContent?.includes('Robert'),
  )
  await page.getByRole('button', { name: '2 changes · Show' }).click()
  await tinted
  const row = page.getByRole('row', { name: /Robert/ })
  await expect(row.getByTitle('Test Person · changed just now', { exact: true })).toBeVisible()
  await expect(page.getByRole('row', { name: /Vera/ }).getByTitle('just now')).toHaveCount(0)
  await expect(row).not.toHaveAttribute('data-changed', '')
  await expect(page.getByRole('button', { name: /Show$/ })).toHaveCount(0)
  // Stands for more of them than anybody counts.
  await page.route(/updated_since=/, (route) => {
    const length = Number(new URL(route.request().url()).searchParams.get('page_size'))
    return route.fulfill({ json: Array.from({ length }, (_, id) => ({ id: `${id}` })) })
  })
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
  await expect(page.getByRole('button', { name: '100+ changes · Show' })).toBeVisible()
})

test('somebody is looked at beside the list', async ({ page }) => {
  const bob = await makeNamed(company.admin, 'Bob')
  await signIn(page, company.admin)
  await page.goto(`/users?q=${bob.email}`)
  await page.getByRole('link', { name: `Look at ${bob.name} beside the list` }).click()
  const panel = page.getByRole('complementary', { name: `${bob.name} at a glance` })
  await expect(panel.getByRole('table', { name: `What ${bob.name} may do` })).toBeVisible()
  await expect(panel.getByText(bob.email)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(panel).toHaveCount(0)
  await expect(page).not.toHaveURL(/peek/)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('the list is narrowed down, and back', async ({ page, anybody }) => {
    const dina = await makeNamed(company.admin, 'Dina')
    await lock(anybody, dina)
    await page.goto('/login')
    await page.getByLabel('Email').fill(company.admin.email)
    await page.getByLabel('Password').fill(company.admin.password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Overview')
    await page.goto('/users')
    const views = page.getByRole('navigation', { name: 'Views' })
    await views.getByRole('link', { name: /^Locked \d/ }).click()
    await expect(page.getByRole('rowheader').filter({ hasText: dina.name })).toHaveCount(1)
    await expect(page.getByRole('rowheader').filter({ hasText: 'Test Person' })).toHaveCount(0)
    await page.getByRole('combobox', { name: 'Role' }).selectOption({ label: 'Tenant Admin' })
    await page.getByRole('button', { name: 'Search' }).click()
    await expect(page.getByText('Nobody matches Locked + Tenant Admin.')).toBeVisible()
    await page.getByRole('link', { name: 'Clear filters' }).click()
    await expect(page.getByRole('rowheader').filter({ hasText: 'Test Person' })).not.toHaveCount(0)
  })
})
