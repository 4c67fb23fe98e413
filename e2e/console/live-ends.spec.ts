import { expectOk } from '../client'
import { makePerson } from '../people'
import { expect, sandbox, test } from './fixtures'
import {
  assign,
  endSessions,
  headed,
  heading,
  openTab,
  remove,
  right,
  SIGNED_OUT,
  seenSoon,
  signIn,
  signOut,
} from './live-pages'

const company = sandbox()

test('a session that an administrator ends, ends in every tab', async ({ page, context }) => {
  const person = await makePerson(company.admin, ['VIEW_USERS'])
  await signIn(page, person)
  const other = await openTab(context)
  await endSessions(company.admin, person)
  for (const tab of [page, other]) {
    await seenSoon(headed(tab, SIGNED_OUT))
    await expect(heading(tab)).toBeFocused()
    await expect(tab.getByText('An administrator ended this session.')).toBeVisible()
    await expect(right(tab, 'VIEW_USERS'), 'nothing of before is left').toHaveCount(0)
  }
  await page.getByRole('link', { name: 'Sign in' }).click()
  await expect(page).toHaveURL('/login')
})

for (const from of ['the first tab', 'the second tab']) {
  test(`signing out in ${from} shows in the other`, async ({ page, context }) => {
    await signIn(page, await makePerson(company.admin, ['VIEW_USERS']))
    const second = await openTab(context)
    const [acting, watching] = from === 'the first tab' ? [page, second] : [second, page]
    await signOut(acting)
    await expect(heading(watching)).toHaveText(SIGNED_OUT)
    await expect(acting).toHaveURL('/login')
  })
}

test('another session of the same person may end', async ({ page }) => {
  const person = await makePerson(company.admin, ['VIEW_USERS'])
  await signIn(page, person)
  await expectOk(person.post('/api/auth/logout/'))
  await assign(company.admin, person, 'VIEW_ROLES')
  await expect(right(page, 'VIEW_ROLES')).toBeVisible()
})

test('a deactivated person is signed out and told why', async ({ page }) => {
  const person = await makePerson(company.admin, ['VIEW_USERS'])
  await signIn(page, person)
  await expectOk(company.admin.patch(`/api/users/${person.id}/`, { is_active: false }))
  await expect(heading(page)).toHaveText(SIGNED_OUT)
  await expect(page.getByText('Your account was deactivated.')).toBeVisible()
})

test('a session that ends while the page refreshes itself is told as well', async ({ page }) => {
  for (let attempt = 0; attempt < 4; attempt++) {
    const person = await makePerson(company.admin, ['VIEW_USERS'])
    await signIn(page, person)
    await remove(company.admin, person, person.role!)
    await endSessions(company.admin, person)
    await expect(heading(page)).toHaveText(SIGNED_OUT)
    await expect(page.getByText('An administrator ended this session.')).toBeVisible()
  }
})

test('a tab of somebody else turns into a page of who is signed in now', async ({
  page,
  context,
}) => {
  await signIn(page, await makePerson(company.admin, ['VIEW_USERS']))
  const other = await context.newPage()
  await signIn(other, await makePerson(company.admin, ['VIEW_ROLES']))
  // A browser shows one tab of a window; Playwright shows all, so the way back is told.
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
  await expect(right(page, 'VIEW_ROLES')).toBeVisible()
  await expect(right(page, 'VIEW_USERS')).toHaveCount(0)
})
