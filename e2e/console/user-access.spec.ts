import { expectOk } from '../client'
import { makePerson, type Person } from '../people'
import { expect, sandbox, test } from './fixtures'
import { Hand } from './interactions'
import { assign, isLive, remove, signIn } from './live-pages'
import { makeNamed, makeRole, rolesOf, tabTo } from './user-pages'

const company = sandbox()
let auditor: string
let remover: string

test.beforeAll(async () => {
  auditor = (await makeRole(company.admin, 'Auditor', ['VIEW_AUDIT_LOGS'])).id
  remover = (await makeRole(company.admin, 'Remover', ['VIEW_USERS', 'DELETE_USER'])).id
})

const give = (person: { id: string }, role_id: string, more: object = {}) =>
  expectOk(company.admin.post(`/api/users/${person.id}/assign_role/`, { role_id, ...more }))

test('why somebody can delete users is told in five interactions', async ({ page }) => {
  const bob = await makeNamed(company.admin, 'Bob')
  await give(bob, remover, { reason: 'Spring cleaning' })
  await signIn(page, company.admin)
  const hand = new Hand()
  await hand.click(page.getByRole('link', { name: 'Users', exact: true }))
  await hand.click(page.getByRole('link', { name: bob.name, exact: true }))
  await hand.click(page.getByRole('link', { name: 'Access' }))
  await hand.click(page.getByRole('button', { name: /^Delete users/ }))
  await expect(page.getByText(`${bob.name} can delete users because of Remover.`)).toBeVisible()
  expect(hand.count).toBeLessThanOrEqual(5)
  await expect(page.getByText(/^Given by Test Person on .* Reason: Spring cleaning/)).toBeVisible()
  await page.getByRole('link', { name: 'Event' }).click()
  await expect(page).toHaveURL(/\/audit\?.*event=/)
})

test('why somebody can delete users is told by keyboard alone', async ({ page }) => {
  const bob = await makeNamed(company.admin, 'Bob')
  await give(bob, remover)
  await signIn(page, company.admin)
  await page.goto(`/users?q=${bob.email}`)
  await tabTo(page, new RegExp(`^${bob.name}$`))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(bob.name)
  await tabTo(page, /^Access$/)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: /^Delete users/ })).toBeVisible()
  await tabTo(page, /^Delete users/)
  await page.keyboard.press('Enter')
  await expect(page.getByText(`${bob.name} can delete users because of Remover.`)).toBeVisible()
})

test('what is missing is given where it is explained', async ({ page }) => {
  const bob = await makeNamed(company.admin, 'Bob')
  await signIn(page, company.admin)
  await page.goto(`/users/${bob.id}?tab=access`)
  const cell = page.getByRole('button', { name: /^See audit logs/ })
  await expect(cell).toHaveAccessibleName('See audit logs (VIEW_AUDIT_LOGS): no')
  await cell.click()
  await page.getByRole('button', { name: `Assign Auditor to ${bob.name}` }).click()
  await expect(page.getByText(`${bob.name} has Auditor now.`)).toBeVisible()
  await expect(cell).toHaveAccessibleName('See audit logs (VIEW_AUDIT_LOGS): yes, through Auditor')
})

test('roles are tried before they are applied', async ({ page }) => {
  const bob = await makeNamed(company.admin, 'Bob')
  await give(bob, auditor)
  await signIn(page, company.admin)
  await page.goto(`/users/${bob.id}?tab=roles`)
  const simulation = page.getByRole('region', { name: 'Simulate' })
  await simulation.getByRole('checkbox', { name: 'Remover' }).check()
  await simulation.getByRole('checkbox', { name: 'Auditor' }).uncheck()
  const rowOf = (name: string) => simulation.getByRole('row', { name: new RegExp(`^${name}`) })
  await expect(rowOf('Audit log').getByRole('cell').first()).toContainText('would lose it')
  await expect(rowOf('Users').getByRole('cell').nth(3)).toContainText('would gain it')
  expect(await rolesOf(company.admin, bob)).toEqual(['Auditor'])
  await simulation.getByRole('button', { name: 'Apply 2 changes' }).click()
  await expect(page.getByText(`${bob.name}: Remover added, Auditor removed.`)).toBeVisible()
  expect(await rolesOf(company.admin, bob)).toEqual(['Remover'])
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText('Undone.')).toBeVisible()
  expect(await rolesOf(company.admin, bob)).toEqual(['Auditor'])
})

test('a role is given for a time with a reason, and taken', async ({ page }) => {
  const bob = await makeNamed(company.admin, 'Bob')
  await signIn(page, company.admin)
  await page.goto(`/users/${bob.id}?tab=roles`)
  await page.getByRole('button', { name: 'Assign role' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Role').selectOption({ label: 'Auditor' })
  await dialog.getByLabel('Ends (optional)').fill('2099-01-31T18:00')
  await dialog.getByLabel('Reason (optional)').fill('Year end')
  await dialog.getByRole('button', { name: 'Assign role' }).click()
  await expect(page.getByText(/Ends 31 Jan 2099, 18:00 · Reason: Year end/)).toBeVisible()
  await page.getByRole('button', { name: 'Remove the role Auditor' }).click()
  await expect(page.getByText(`${bob.name} has no role, so they may do nothing.`)).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText(/Ends 31 Jan 2099, 18:00 · Reason: Year end/)).toBeVisible()
})

test('what two people change of one person is merged', async ({ page }) => {
  const bob = await makeNamed(company.admin, 'Bob')
  await signIn(page, company.admin)
  await page.goto(`/users/${bob.id}`)
  await page.getByLabel('First name').fill('Robert')
  await page.getByLabel('Username').fill(`mine-${bob.id.slice(-6)}`)
  const theirs = { first_name: 'Bobby', last_name: 'Theirs' }
  await expectOk(company.admin.patch(`/api/users/${bob.id}/`, theirs))
  await page.getByRole('button', { name: 'Save changes' }).click()
  const dialog = page.getByRole('dialog', { name: 'Somebody else saved this meanwhile' })
  await expect(dialog.getByRole('row', { name: /^First name/ })).toContainText('Bobby')
  await dialog.getByRole('button', { name: 'Save the result' }).click()
  await expect(page.getByText('The profile is saved.')).toBeVisible()
  expect(await expectOk(company.admin.get(`/api/users/${bob.id}/`))).toMatchObject({
    first_name: 'Robert',
    last_name: 'Theirs',
    username: `mine-${bob.id.slice(-6)}`,
  })
})

test('what was typed stays when the right to save it goes', async ({ page }) => {
  const bob = await makeNamed(company.admin, 'Bob')
  const clerk: Person = await makePerson(company.admin, ['VIEW_USERS'])
  const role = await assign(company.admin, clerk, 'UPDATE_USER')
  await signIn(page, clerk)
  await page.goto(`/users/${bob.id}`)
  await isLive(page)
  const field = page.getByLabel('First name')
  await field.fill('Roberta')
  await remove(company.admin, clerk, role)
  await expect(page.getByText("You can't save this any more.")).toBeVisible()
  await expect(field).toHaveValue('Roberta')
  await expect(field).toBeDisabled()
  await expect(page.getByRole('button', { name: 'Save changes' })).toBeDisabled()
})

test('whoever may only look sees parts of the page, read-only', async ({ page }) => {
  const bob = await makeNamed(company.admin, 'Bob')
  await signIn(page, await makePerson(company.admin, ['VIEW_USERS']))
  await page.goto(`/users/${bob.id}`)
  const tabs = page.getByRole('navigation', { name: 'Parts of the page' })
  await expect(tabs.getByRole('link')).toHaveText(['Profile', 'Roles', 'Access'])
  await expect(page.getByLabel('First name')).toBeDisabled()
  await expect(page.getByRole('button', { name: 'Save changes' })).toHaveCount(0)
  await tabs.getByRole('link', { name: 'Roles' }).click()
  await expect(page.getByText(/has no role/)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Assign role' })).toHaveCount(0)
  await page.goto(`/users/${bob.id}?tab=access`)
  await page.getByRole('button', { name: /^See audit logs/ }).click()
  await expect(page.getByText('Which roles do is for people who may see roles.')).toBeVisible()
})

test('sessions end, and what somebody did is shown', async ({ page }) => {
  const person = await makePerson(company.admin, ['VIEW_ROLES'])
  await signIn(page, company.admin)
  await page.goto(`/users/${person.id}?tab=sessions`)
  await expect(page.getByRole('rowheader')).toHaveCount(1)
  await page.getByRole('button', { name: 'Revoke all' }).click()
  await expect(page.getByText(/is not signed in anywhere\.$/)).toBeVisible()
  expect((await person.get('/api/roles/')).status).toBe(401)
  await page.getByRole('link', { name: 'Activity' }).click()
  await expect(page.getByRole('link', { name: /^Done by/ })).toHaveAttribute('aria-current', 'true')
  await page.getByRole('link', { name: /^Done to/ }).click()
  await expect(page.getByText(/^Ended the sessions of user/).first()).toBeVisible()
})
