import { expectOk, type Named } from '../client'
import { makeUser, type Person, unique } from '../people'
import { expect, sandbox, test } from './fixtures'
import { heading } from './live-pages'
import { expectGoodLooks } from './looks'

const company = sandbox()
const PASSWORD = 'Invited-horse-7'

/** Invites an address with a role of these permissions, and answers with the path of the link. */
async function invite(admin: Person, email: string, permissions: string[]) {
  const role = { name: unique('Reader'), permissions }
  const { id, name } = await expectOk(admin.post<Named>('/api/roles/', role))
  const body = { emails: [email], role_ids: [id] }
  const [result] = await expectOk(admin.post<{ link: string }[]>('/api/users/invite/', body))
  return { path: new URL(result!.link).pathname, role: name }
}

test('a new person learns what they are invited to, joins and is signed in', async ({ page }) => {
  const email = `${unique('guest')}@example.com`
  const { path, role } = await invite(company.admin, email, ['VIEW_USERS', 'VIEW_ROLES'])
  await page.goto(path)
  await expect(heading(page)).toHaveText(`Join ${company.company.name}`)
  await expect(page.getByText(`Test Person invited you to`)).toContainText(role)
  await expect(page.getByRole('listitem').filter({ hasText: 'See users' })).toBeVisible()
  await expectGoodLooks(page, 'invitation')
  await page.getByLabel('First name').fill('Gina')
  await page.getByLabel('Last name').fill('Guest')
  await page.getByLabel('Password', { exact: true }).fill('Guest-horse-7')
  await expect(
    page.getByRole('listitem').filter({ hasText: 'Without your name' }),
    'a name that was just typed counts',
  ).toHaveText(/^Still missing:/)
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: /^Join / }).click()
  await expect(heading(page)).toHaveText('Overview')
  await expect(page.getByRole('link', { name: 'Roles' })).toBeVisible()
  const sessions = await page.evaluate(async () => (await fetch('/api/auth/sessions/')).json())
  expect(sessions, 'no session is left that nobody uses').toHaveLength(1)
  await page.goto(path)
  await expect(heading(page)).toHaveText('This invitation does not work any more')
  const ask = `Ask Test Person of ${company.company.name} for a new one.`
  await expect(page.getByRole('main')).toContainText(ask)
  await expectGoodLooks(page, 'invitation-expired')
})

test('somebody with an account joins with the password they have', async ({ page, superuser }) => {
  const elsewhere = await expectOk(
    superuser.post<Named>('/api/companies/', { name: unique('Elsewhere') }),
  )
  const known = await makeUser(superuser, elsewhere.id)
  const { path } = await invite(company.admin, known.email, ['VIEW_AUDIT_LOGS'])
  await page.goto(path)
  await expect(page.getByText(`You already sign in with ${known.email}.`)).toBeVisible()
  await page.getByLabel('First name').fill('Kim')
  await page.getByLabel('Last name').fill('Known')
  await page.getByLabel('Your present password').fill(PASSWORD)
  await page.getByRole('button', { name: /^Join / }).click()
  await expect(page.getByText('Enter the password that you use for it.').last()).toBeVisible()
  await expect(page.getByLabel('First name')).toHaveValue('Kim')
  await page.getByLabel('Your present password').fill(known.password)
  await page.getByRole('button', { name: /^Join / }).click()
  await expect(heading(page)).toHaveText('Overview')
  await expect(page.getByRole('link', { name: 'Audit log' })).toBeVisible()
})

test('an invitation that is withdrawn while its page is open says so', async ({ page }) => {
  const email = `${unique('guest')}@example.com`
  const [result] = await expectOk(
    company.admin.post<{ link: string; user: Named }[]>('/api/users/invite/', { emails: [email] }),
  )
  await page.goto(new URL(result!.link).pathname)
  await expect(page.getByText('Your administrators give you your roles')).toBeVisible()
  await company.admin.delete(`/api/users/${result!.user.id}/invitation/`)
  await page.getByLabel('First name').fill('Gina')
  await page.getByLabel('Last name').fill('Guest')
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: /^Join / }).click()
  await expect(heading(page)).toHaveText('This invitation does not work any more')
  await expect(page.getByText('Ask Test Person of')).toBeVisible()
})

test('an invitation that never was tells nothing of anybody', async ({ page }) => {
  await page.goto('/invite/never-was')
  await expect(page.getByText('Ask the person who invited you for a new one.')).toBeVisible()
})
