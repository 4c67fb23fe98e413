import type { Page } from '@playwright/test'
import { expectOk } from '../client'
import { makePerson, makeSandbox, PASSWORD } from '../people'
import { expect, sandbox, test } from './fixtures'
import { assign, heading, remove, SIGNED_OUT, signIn } from './live-pages'
import { isActive, makeNamed, makeRole, rolesOf } from './user-pages'

const company = sandbox()
let auditor: string

test.beforeAll(async () => {
  auditor = (await makeRole(company.admin, 'Auditor', ['VIEW_AUDIT_LOGS'])).id
})

const rowOf = (page: Page, name: string) => page.getByRole('row', { name: new RegExp(name) })

async function act(page: Page, name: string, label: string) {
  await page.getByRole('button', { name: `More actions for ${name}` }).click()
  await page.getByRole('button', { name: label, exact: true }).click()
}

/** Keeps requests back until they are let go. */
async function hold(page: Page, path: RegExp) {
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route(path, async (route) => {
    if (route.request().method() !== 'GET') await released
    await route.continue()
  })
  return release
}

test('somebody who is locked is out at once, and in again by Undo', async ({ page, browser }) => {
  const bob = await makeNamed(company.admin, 'Bob')
  const theirs = await (await browser.newContext()).newPage()
  await signIn(theirs, bob)
  await signIn(page, company.admin)
  await page.goto(`/users?q=${bob.email}`)
  await act(page, bob.name, 'Lock for a day')
  // Pointed at, it stays.
  await page.getByText(`${bob.name} is locked for a day and signed out.`).hover()
  await expect(heading(theirs)).toHaveText(SIGNED_OUT)
  await expect(theirs.getByText('An administrator locked your account.')).toBeVisible()
  await expect(rowOf(page, bob.name).getByText('⊘ Locked')).toBeVisible()
  await theirs.goto('/login')
  await theirs.getByLabel('Email').fill(bob.email)
  await theirs.getByLabel('Password').fill(PASSWORD)
  await theirs.getByRole('button', { name: 'Sign in' }).click()
  await expect(theirs.getByText('An administrator has locked your account.')).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText('Undone.')).toBeVisible()
  await theirs.getByRole('button', { name: 'Sign in' }).click()
  await expect(theirs).toHaveURL('/')
  await theirs.context().close()
})

test('a lock until a day says who made it, and opens from the page', async ({ page }) => {
  const bob = await makeNamed(company.admin, 'Bob')
  await signIn(page, company.admin)
  await page.goto(`/users/${bob.id}`)
  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('button', { name: 'Lock until…' }).click()
  const day = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10)
  await page.getByLabel('Locked until').fill(`${day}T18:00`)
  await page.getByLabel('Reason, for the audit log (optional)').fill('Lost laptop')
  await page.getByRole('dialog').getByRole('button', { name: 'Lock user' }).click()
  await expect(page.getByText(/^Locked by Test Person until .*18:00\.$/)).toBeVisible()
  await page.getByRole('button', { name: 'Unlock now' }).click()
  await expect(page.getByText(/^Locked by/)).toHaveCount(0)
  await company.admin.post(`/api/users/${bob.id}/require_password_change/`)
  await page.reload()
  await expect(page.getByText(/^Must choose a new password/)).toBeVisible()
})

test('one session is revoked, and the others stay', async ({ page, browser }) => {
  const person = await makePerson(company.admin, ['VIEW_USERS'])
  const theirs = await (await browser.newContext()).newPage()
  await signIn(theirs, person)
  await signIn(page, company.admin)
  await page.goto(`/users/${person.id}?tab=sessions`)
  await expect(page.getByRole('rowheader')).toHaveCount(2)
  await page.getByRole('button', { name: /^Revoke the session on Chrome/ }).click()
  await expect(page.getByText(/^The session of .* on Chrome.* is revoked\.$/)).toBeVisible()
  await expect(heading(theirs)).toHaveText(SIGNED_OUT)
  await expect(theirs.getByText('An administrator ended this session.')).toBeVisible()
  await expect(page.getByRole('rowheader')).toHaveCount(1)
  expect((await person.get('/api/users/')).status).toBe(200)
  await theirs.context().close()
})

test('what is refused is shown as it was, with who can give the right', async ({ page }) => {
  const bob = await makeNamed(company.admin, 'Bob')
  const clerk = await makePerson(company.admin, ['VIEW_USERS'])
  const role = await assign(company.admin, clerk, 'UPDATE_USER')
  await signIn(page, clerk)
  await page.goto(`/users?q=${bob.email}`)
  const release = await hold(page, new RegExp(`/api/users/${bob.id}/$`))
  await act(page, bob.name, 'Deactivate')
  await expect(rowOf(page, bob.name).getByText('○ Deactivated')).toBeVisible()
  expect(await isActive(company.admin, bob)).toBe(true)
  await remove(company.admin, clerk, role)
  release()
  await expect(page.getByText(/\(UPDATE_USER\)\. These people can give it to you: /)).toBeVisible()
  await expect(rowOf(page, bob.name).getByText('● Active')).toBeVisible()
})

test('an act that takes its time keeps nobody on its page', async ({ page }) => {
  const bob = await makeNamed(company.admin, 'Bob')
  await signIn(page, company.admin)
  await page.goto(`/users?q=${bob.email}`)
  const release = await hold(page, new RegExp(`/api/users/${bob.id}/$`))
  await act(page, bob.name, 'Deactivate')
  await expect(rowOf(page, bob.name).getByText('○ Deactivated')).toBeVisible()
  await page.getByRole('link', { name: 'Roles', exact: true }).click()
  await expect(heading(page)).toHaveText('Roles')
  expect(await isActive(company.admin, bob)).toBe(true)
  release()
  await expect(page.getByText(`${bob.name} is deactivated and signed out.`)).toBeVisible()
  await page.goBack()
  await expect(rowOf(page, bob.name).getByText('○ Deactivated')).toBeVisible()
})

test('roles show before they are saved, also beside the list', async ({ page }) => {
  const bob = await makeNamed(company.admin, 'Bob')
  await signIn(page, company.admin)
  await page.goto(`/users?q=${bob.email}&peek=${bob.id}`)
  const release = await hold(page, /assign_role/)
  await page.getByRole('button', { name: `Edit the roles of ${bob.name}` }).click()
  await page.getByRole('checkbox', { name: 'Auditor' }).check()
  await page.getByRole('button', { name: 'Save' }).click()
  const panel = page.getByRole('complementary', { name: `${bob.name} at a glance` })
  await expect(panel.getByRole('listitem').filter({ hasText: 'Auditor' })).toBeVisible()
  await expect(rowOf(page, bob.name).getByText('Auditor')).toBeVisible()
  expect(await rolesOf(company.admin, bob)).toEqual([])
  release()
  await expect(page.getByText(`${bob.name}: Auditor added.`)).toBeVisible()
  await expect(panel.getByRole('listitem').filter({ hasText: 'Auditor' })).toBeVisible()
})

test('roles are saved when the picker is left, once it is known what that comes to', async ({
  page,
}) => {
  const bob = await makeNamed(company.admin, 'Bob')
  await signIn(page, company.admin)
  await page.goto(`/users?q=${bob.email}`)
  const roles = page.getByRole('button', { name: `Edit the roles of ${bob.name}` })
  const box = page.getByRole('checkbox', { name: 'Auditor' })
  await roles.click()
  await box.check()
  await expect(page.getByText(`${bob.name} will gain`)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(box).toBeHidden()
  const release = await hold(page, /preview/)
  await roles.click()
  await expect(box).not.toBeChecked()
  await box.check()
  await heading(page).click()
  await expect(box).toBeHidden()
  await expect(rowOf(page, bob.name).getByText('No role')).toBeVisible()
  expect(await rolesOf(company.admin, bob)).toEqual([])
  release()
  await expect(page.getByText(`${bob.name}: Auditor added.`)).toBeVisible()
  expect(await rolesOf(company.admin, bob)).toEqual(['Auditor'])
})

test('ticks that give way to those of somebody else are told not to be saved', async ({ page }) => {
  const people = [await makeNamed(company.admin, 'Bob'), await makeNamed(company.admin, 'Chen')]
  await page.setViewportSize({ width: 1280, height: 2000 })
  await signIn(page, company.admin)
  await page.goto('/users?q=silva&size=100')
  const release = await hold(page, /preview/)
  const roles = (name: string) => page.getByRole('button', { name: `Edit the roles of ${name}` })
  const heights = await Promise.all(people.map(({ name }) => roles(name).boundingBox()))
  // The picker lies over what is below.
  const [above, below] = heights[0]!.y < heights[1]!.y ? people : people.toReversed()
  await roles(below!.name).click()
  await page.getByRole('checkbox', { name: 'Auditor' }).check()
  await roles(above!.name).click()
  await expect(page.getByText(`The roles of ${below!.name} are not saved.`)).toBeVisible()
  release()
  await expect(page.getByRole('form', { name: `Roles of ${above!.name}` })).toBeVisible()
  expect(await rolesOf(company.admin, below!)).toEqual([])
})

test('an undo leaves alone what somebody else has changed since', async ({ page }) => {
  const bob = await makeNamed(company.admin, 'Bob')
  const path = `/api/users/${bob.id}`
  await expectOk(company.admin.post(`${path}/assign_role/`, { role_id: auditor }))
  await signIn(page, company.admin)
  await page.goto(`/users/${bob.id}?tab=roles`)
  await page.getByRole('button', { name: 'Remove the role Auditor' }).click()
  await expect(page.getByText(`${bob.name} no longer has Auditor.`)).toBeVisible()
  const expires_at = '2099-01-31T18:00:00.000Z'
  await expectOk(company.admin.post(`${path}/assign_role/`, { role_id: auditor, expires_at }))
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText(/^Not undone: somebody has changed this after you\./)).toBeVisible()
  expect((await company.admin.get(`${path}/roles/`)).body).toMatchObject([{ expires_at }])
})

test('what was done before a refusal is told and can be undone', async ({ page }) => {
  const bob = await makeNamed(company.admin, 'Bob')
  const gone = await makeRole(company.admin, 'Zookeeper', ['VIEW_ROLES'])
  await signIn(page, company.admin)
  await page.goto(`/users?q=${bob.email}`)
  await page.getByRole('button', { name: `Edit the roles of ${bob.name}` }).click()
  await page.getByRole('checkbox', { name: 'Auditor' }).check()
  await page.getByRole('checkbox', { name: 'Zookeeper' }).check()
  const release = await hold(page, /assign_role/)
  await page.getByRole('button', { name: 'Save' }).click()
  await expectOk(company.admin.delete(`/api/roles/${gone.id}/`))
  release()
  await expect(page.getByText(`${bob.name}: Auditor added. There is no such role.`)).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText('Undone.')).toBeVisible()
  expect(await rolesOf(company.admin, bob)).toEqual([])
})

test("nobody is found under another company's address", async ({ page, superuser }) => {
  const bob = await makeNamed(company.admin, 'Bob')
  const { company: other } = await makeSandbox(superuser)
  const codeOf = async ({ id }: { id: string }) =>
    (await expectOk(superuser.get<{ code: string }>(`/api/companies/${id}/`))).code
  const [own, wrong] = [await codeOf(company.company), await codeOf(other)]
  await signIn(page, JSON.parse(process.env.E2E_SUPERUSER!))
  await page.goto(`/users?q=${bob.email}`)
  await expect(
    rowOf(page, bob.name).getByRole('cell', { name: company.company.name }),
  ).toBeVisible()
  await page.goto(`/c/${own}/users?q=${bob.email}`)
  await expect(rowOf(page, bob.name)).toBeVisible()
  await expect(page.getByRole('columnheader', { name: 'Company' })).toHaveCount(0)
  await page.goto(`/c/${own}/users/${bob.id}`)
  await expect(heading(page)).toHaveText(bob.name)
  const answer = await page.goto(`/c/${wrong}/users/${bob.id}`)
  expect(answer!.status()).toBe(404)
  await expect(heading(page)).toHaveText("There's nothing at this address")
  await page.goto(`/c/${wrong}/users?peek=${bob.id}`)
  const panel = page.getByRole('complementary', { name: "There's nothing at this address" })
  await expect(panel).toBeVisible()
  await expect(page.getByText(bob.email)).toHaveCount(0)
})

test('somebody is moved to a company that was chosen, and to none by chance', async ({
  page,
  superuser,
}) => {
  const bob = await makeNamed(company.admin, 'Bob')
  const { company: other } = await makeSandbox(superuser)
  await signIn(page, JSON.parse(process.env.E2E_SUPERUSER!))
  await page.goto(`/users/${bob.id}`)
  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('button', { name: 'Move to another company' }).click()
  const dialog = page.getByRole('dialog')
  const choice = dialog.getByLabel('Company')
  await expect(choice.getByRole('option', { name: other.name })).toBeAttached()
  await expect(choice).toHaveValue('')
  await dialog.getByRole('button', { name: 'Move user' }).click()
  await expect(choice).toBeFocused()
  await choice.selectOption({ label: other.name })
  await dialog.getByRole('button', { name: 'Move user' }).click()
  await expect(page.getByText(`${bob.name} is moved.`)).toBeVisible()
  expect(await expectOk(superuser.get(`/api/users/${bob.id}/`))).toMatchObject({
    company: { id: other.id },
  })
})
