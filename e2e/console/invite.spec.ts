import { expectOk, type Named } from '../client'
import { makePerson, unique } from '../people'
import { expect, sandbox, test } from './fixtures'
import { Hand } from './interactions'
import { signIn } from './live-pages'
import { makeRole, rolesOf, tabTo } from './user-pages'

const company = sandbox()
const newAddress = () => `${unique('new')}@example.com`

test.beforeAll(() => makeRole(company.admin, 'Auditor', ['VIEW_AUDIT_LOGS']))

const invited = async (email: string) => {
  const [found] = await expectOk(
    company.admin.get<(Named & { status: string })[]>(`/api/users/?search=${email}`),
  )
  return found!
}

test('somebody is added as Auditor in six interactions', async ({ page }) => {
  const email = newAddress()
  await signIn(page, company.admin)
  const hand = new Hand()
  await hand.click(page.getByRole('link', { name: 'Users', exact: true }))
  await hand.click(page.getByRole('button', { name: 'Invite people' }))
  const dialog = page.getByRole('dialog', { name: 'Invite people' })
  await hand.type(dialog.getByLabel('Email addresses'), email)
  await hand.click(dialog.getByRole('checkbox', { name: 'Auditor' }))
  await expect(dialog.getByText('See audit logs')).toBeVisible()
  await hand.click(dialog.getByRole('button', { name: 'Send 1 invitation' }))
  await expect(dialog.getByLabel(`Link for ${email}`)).toHaveValue(/\/invite\//)
  expect(hand.count).toBeLessThanOrEqual(6)
  await dialog.getByRole('button', { name: 'Done' }).click()
  const person = await invited(email)
  expect(person.status).toBe('invited')
  expect(await rolesOf(company.admin, person)).toEqual(['Auditor'])
})

test('somebody is added by keyboard alone', async ({ page }) => {
  const email = newAddress()
  await signIn(page, company.admin)
  await tabTo(page, /^Users$/)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Users')
  await tabTo(page, /^Invite people$/)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('checkbox', { name: 'Auditor' })).toBeVisible()
  await tabTo(page, /^Email addresses$/)
  await page.keyboard.type(email)
  await tabTo(page, /^Auditor/)
  await page.keyboard.press('Space')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByLabel(`Link for ${email}`)).toBeVisible()
  expect(await rolesOf(company.admin, await invited(email))).toEqual(['Auditor'])
})

test('of many addresses each has its own result', async ({ page }) => {
  const [one, two] = [newAddress(), newAddress()]
  await signIn(page, company.admin)
  await page.goto('/users')
  await page.getByRole('button', { name: 'Invite people' }).click()
  const dialog = page.getByRole('dialog')
  await dialog
    .getByLabel('Email addresses')
    .fill(`${one}, ${two}\n${one} nonsense ${company.admin.email}`)
  await expect(dialog.getByText('Not an email address: nonsense')).toBeVisible()
  await dialog.getByRole('button', { name: 'Send 3 invitations' }).click()
  const results = dialog.getByRole('listitem')
  await expect(results).toHaveCount(4)
  await expect(results.filter({ hasText: one })).toContainText('Invited')
  await expect(results.filter({ hasText: 'nonsense' })).toContainText('Not valid')
  await expect(results.filter({ hasText: company.admin.email })).toContainText('Nothing sent')
  await expect(dialog.getByRole('link', { name: company.admin.email })).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Copy all links' })).toBeVisible()
})

test('nobody gives a role that holds what they lack', async ({ page }) => {
  const codes = ['VIEW_USERS', 'CREATE_USER', 'VIEW_ROLES', 'ASSIGN_ROLES']
  await signIn(page, await makePerson(company.admin, codes))
  await page.goto('/users')
  await page.getByRole('button', { name: 'Invite people' }).click()
  const auditor = page.getByRole('checkbox', { name: 'Auditor' })
  await expect(auditor).toBeDisabled()
  await expect(auditor).toHaveAccessibleDescription(/you lack See audit logs/)
})

test('whoever may not give roles invites without any', async ({ page }) => {
  await signIn(page, await makePerson(company.admin, ['VIEW_USERS', 'CREATE_USER']))
  await page.goto('/users')
  await page.getByRole('button', { name: 'Invite people' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText(/^To give them roles/)).toBeVisible()
  const email = newAddress()
  await dialog.getByLabel('Email addresses').fill(email)
  await dialog.getByRole('button', { name: 'Send 1 invitation' }).click()
  await expect(dialog.getByLabel(`Link for ${email}`)).toBeVisible()
  expect(await rolesOf(company.admin, await invited(email))).toEqual([])
})

test('an invitation is sent again, and withdrawn', async ({ page }) => {
  const email = newAddress()
  await expectOk(company.admin.post('/api/users/invite/', { emails: [email] }))
  const { id } = await invited(email)
  await signIn(page, company.admin)
  await page.goto(`/users/${id}`)
  await expect(page.getByText(/^Invitation sent .*; the link works until/)).toBeVisible()
  await page.getByRole('button', { name: 'Send invitation again' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Send invitation' }).click()
  await expect(dialog.getByLabel(`Link for ${email}`)).toHaveValue(/\/invite\//)
  await dialog.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('button', { name: 'Withdraw invitation' }).click()
  await dialog.getByRole('button', { name: 'Withdraw invitation' }).click()
  await expect(page).toHaveURL('/users')
  expect((await company.admin.get(`/api/users/${id}/`)).status).toBe(404)
})

test('a user is created with a password', async ({ page }) => {
  const email = newAddress()
  await signIn(page, company.admin)
  await page.goto('/users')
  await page.getByRole('button', { name: 'Create user' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Email').fill(email)
  await dialog.getByLabel('Username').fill(email)
  await dialog.getByLabel('Password').fill('short')
  await dialog.getByRole('button', { name: 'Create user' }).click()
  await expect(dialog.getByRole('alert')).toBeVisible()
  await dialog.getByLabel('Password').fill('Correct-horse-77')
  await dialog.getByRole('button', { name: 'Create user' }).click()
  await expect(page.getByText('The user is created.')).toBeVisible()
  await expect(dialog).toHaveCount(0)
  expect((await invited(email)).status).toBe('active')
})
