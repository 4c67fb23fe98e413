import { expectOk, type Named } from '../client'
import { makePerson, unique } from '../people'
import { expect, sandbox, test } from './fixtures'
import { Hand } from './interactions'
import { heading, isLive, signIn } from './live-pages'
import { expectGoodLooks } from './looks'
import { box, dialog, makeNamed, makeRole, permissionsOf, setPermissions } from './role-pages'

const company = sandbox()

test('a company without roles of its own begins with the usual ones', async ({ page }) => {
  await signIn(page, company.admin)
  await page.goto('/roles')
  await isLive(page)
  await expectGoodLooks(page, 'roles-empty')
  await page.getByRole('button', { name: 'Add 4 standard roles' }).click()
  await expect(page.getByText('4 roles added.')).toBeVisible()
  await expect(page.getByRole('rowheader')).toHaveCount(5)
  await expect(page.getByRole('row', { name: /Auditor/ })).toContainText('5 of 16')
  await expect(
    page.getByRole('img', { name: /Companies 1 of 4, Users 1 of 5/ }).first(),
  ).toBeVisible()
  await expectGoodLooks(page, 'roles-list')
  await page.getByRole('link', { name: 'System', exact: true }).click()
  await expect(page.getByRole('rowheader')).toHaveCount(1)
  await page.goto('/roles')
  await page.getByRole('searchbox').fill('who did what')
  await page.getByRole('searchbox').press('Enter')
  await expect(page.getByRole('rowheader')).toHaveCount(1)
})

test('a new role is Auditor minus one permission', async ({ page }) => {
  const name = unique('Junior auditor')
  const auditor = unique('Auditor')
  await makeRole(company.admin, auditor, 'VIEW_USERS', 'VIEW_ROLES', 'VIEW_AUDIT_LOGS')
  await signIn(page, company.admin)
  const hand = new Hand()
  await hand.click(page.getByRole('link', { name: 'Roles', exact: true }))
  await hand.click(page.getByRole('link', { name: 'New role' }))
  await isLive(page)
  await hand.type(page.getByLabel('Name', { exact: true }), name)
  await hand.click(page.getByRole('radio', { name: auditor }))
  await expect(page.getByRole('checkbox', { checked: true })).toHaveCount(3)
  await hand.click(box(page, 'VIEW_AUDIT_LOGS'))
  await expectGoodLooks(page, 'role-new')
  await hand.click(page.getByRole('button', { name: 'Create role' }))
  await expect(heading(page)).toHaveText(name)
  expect(hand.count).toBeLessThanOrEqual(6)
  const id = new URL(page.url()).pathname.split('/').at(-1)!
  expect(await permissionsOf(company.admin, { id })).toEqual(['VIEW_ROLES', 'VIEW_USERS'])
})

test('a new role is made by keyboard alone', async ({ page }) => {
  const name = unique('By keys')
  await signIn(page, company.admin)
  await page.goto('/roles')
  await isLive(page)
  await page.getByRole('link', { name: 'New role' }).press('Enter')
  await expect(heading(page)).toHaveText('New role')
  await page.getByLabel('Name', { exact: true }).focus()
  await page.keyboard.type(name)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('radio', { name: 'Empty' })).toBeFocused()
  await page.keyboard.press('ArrowDown')
  // The standard one; a role of this name may be there already.
  await expect(page.getByRole('radio', { name: /^Administrator/ }).first()).toBeChecked()
  await page.keyboard.press('Tab')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Space')
  await expect(box(page, 'VIEW_USERS')).not.toBeChecked()
  await page.keyboard.press('Control+Enter')
  await expect(heading(page)).toHaveText(name)
  await expect(page.getByRole('checkbox', { checked: true })).toHaveCount(13)
})

test('a role is copied from the list', async ({ page }) => {
  const role = await makeRole(company.admin, unique('Original'), 'VIEW_USERS', 'VIEW_ROLES')
  await signIn(page, company.admin)
  await page.goto(`/roles?q=${role.name}`)
  await isLive(page)
  await page.getByRole('button', { name: `Actions for ${role.name}` }).click()
  await page.getByRole('button', { name: 'Duplicate' }).click()
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue(`Copy of ${role.name}`)
  await expectGoodLooks(page, 'role-duplicate')
  await page.getByRole('button', { name: 'Create the copy' }).click()
  await expect(heading(page)).toHaveText(`Copy of ${role.name}`)
  await expect(page.getByRole('checkbox', { checked: true })).toHaveCount(2)
})

test('people get a role and lose it', async ({ page }) => {
  const role = await makeRole(company.admin, unique('Shared'), 'VIEW_USERS')
  const [ida, ben] = [
    await makeNamed(company.admin, unique('Ida')),
    await makeNamed(company.admin, unique('Ben')),
  ]
  await signIn(page, company.admin)
  await page.goto(`/roles/${role.id}?tab=people`)
  await isLive(page)
  await page.getByRole('button', { name: 'Add people' }).click()
  for (const { name } of [ida, ben]) {
    await dialog(page).getByRole('searchbox').fill(name)
    await dialog(page).getByRole('checkbox', { name }).check()
  }
  await expectGoodLooks(page, 'role-add-people')
  await dialog(page).getByRole('button', { name: 'Add 2 people' }).click()
  await expect(page.getByText(`2 people have ${role.name} now.`)).toBeVisible()
  await expect(page.getByRole('rowheader')).toHaveText([ben.name, ida.name])
  await expectGoodLooks(page, 'role-people')
  const toast = (text: string) => page.getByRole('alertdialog').filter({ hasText: text })
  await page.getByRole('button', { name: `Remove ${ben.name} from this role` }).click()
  await expect(page.getByRole('rowheader')).toHaveText([ida.name])
  await toast(`${ben.name} no longer has`).getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByRole('rowheader')).toHaveText([ben.name, ida.name])
  const search = page.getByRole('searchbox', { name: 'Search people of this role' })
  await search.fill(ben.name)
  await search.press('Enter')
  await expect(page).toHaveURL(/tab=people/)
  await expect(page.getByRole('rowheader')).toHaveText([ben.name])
  await page.goBack()
  await expect(page.getByRole('rowheader')).toHaveText([ben.name, ida.name])
  await page.getByRole('button', { name: 'Remove people' }).click()
  for (const { name } of [ida, ben]) await dialog(page).getByRole('checkbox', { name }).check()
  await dialog(page).getByRole('button', { name: 'Remove 2 people' }).click()
  await expect(page.getByText('Nobody has this role yet.')).toBeVisible()
  await toast('2 people no longer have').getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByRole('rowheader')).toHaveText([ben.name, ida.name])
})

test('who changed a role is found in its history, and an old version comes back', async ({
  page,
}) => {
  const role = await makeRole(company.admin, unique('Remembered'), 'VIEW_USERS', 'VIEW_ROLES')
  await setPermissions(company.admin, role, 'VIEW_USERS', 'DELETE_USER')
  await signIn(page, company.admin)
  const hand = new Hand()
  await hand.click(page.getByRole('link', { name: 'Roles', exact: true }))
  await hand.click(page.getByRole('link', { name: role.name, exact: true }))
  await hand.click(page.getByRole('link', { name: 'History' }))
  const newest = page.getByRole('list', { name: 'Changes of the role' }).locator('> li').first()
  await expect(newest).toContainText('Test Person')
  await expect(newest).toContainText('Added Delete users')
  await expect(newest).toContainText('Removed See roles')
  expect(hand.count).toBeLessThanOrEqual(4)
  await expectGoodLooks(page, 'role-history')
  await page.getByRole('button', { name: 'Restore this version' }).click()
  await expect(dialog(page)).toContainText('Restore this version')
  await page.getByRole('button', { name: 'Save changes' }).click()
  await expect(newest).toContainText('Added See roles')
  expect(await permissionsOf(company.admin, role)).toEqual(['VIEW_ROLES', 'VIEW_USERS'])
})

test('an old version that one could not give is not restored', async ({ page }) => {
  const role = await makeRole(company.admin, unique('Beyond'), 'DELETE_USER')
  await setPermissions(company.admin, role)
  const own = ['VIEW_ROLES', 'VIEW_AUDIT_LOGS', 'ASSIGN_PERMISSIONS']
  await signIn(page, await makePerson(company.admin, own))
  await page.goto(`/roles/${role.id}?tab=history`)
  await isLive(page)
  await page.getByRole('button', { name: 'Restore this version' }).click()
  await expect(dialog(page)).toContainText(
    'You can only give or take away permissions that you hold yourself.',
  )
  await expect(page.getByRole('button', { name: 'Save changes' })).toBeDisabled()
  await expectGoodLooks(page, 'role-review-refused')
})

test('a role gets another name', async ({ page }) => {
  const role = await makeRole(company.admin, unique('Old name'))
  const name = unique('New name')
  await signIn(page, company.admin)
  await page.goto(`/roles/${role.id}?tab=settings`)
  await isLive(page)
  await expectGoodLooks(page, 'role-settings')
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(heading(page)).toHaveText(name)
})

test('a role in use is deleted, and its people get another one', async ({ page }) => {
  const role = await makeRole(company.admin, unique('Outgoing'), 'VIEW_USERS')
  const next = await makeRole(company.admin, unique('Incoming'), 'VIEW_ROLES')
  const person = await makeNamed(company.admin, unique('Moved'), role)
  await signIn(page, company.admin)
  await page.goto(`/roles?q=${role.name}`)
  await isLive(page)
  await page.getByRole('button', { name: `Actions for ${role.name}` }).click()
  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(dialog(page)).toContainText('1 person has this role.')
  await dialog(page).getByLabel('Move them to', { exact: true }).selectOption(next.name)
  await expect(dialog(page)).toContainText('1 person gains or loses permissions by it.')
  await expect(dialog(page).getByRole('button', { name: 'Delete role' })).toBeDisabled()
  await expectGoodLooks(page, 'role-delete')
  await dialog(page).getByLabel(`Type ${role.name} to go on`).fill(role.name)
  await dialog(page).getByRole('button', { name: 'Delete role' }).click()
  await expect(page.getByText(`${role.name} is deleted.`)).toBeVisible()
  const { roles } = await expectOk(
    company.admin.get<{ roles: Named[] }>(`/api/users/${person.id}/`),
  )
  expect(roles.map(({ id }) => id)).toEqual([next.id])
  expect((await company.admin.get(`/api/roles/${role.id}/`)).status).toBe(404)
})

test('a role that nobody has is deleted from its page', async ({ page }) => {
  const role = await makeRole(company.admin, unique('Unused'))
  await signIn(page, company.admin)
  await page.goto(`/roles/${role.id}`)
  await isLive(page)
  await page.getByRole('button', { name: `Actions for ${role.name}` }).click()
  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  await dialog(page).getByRole('button', { name: 'Delete role' }).click()
  await expect(heading(page)).toHaveText('Roles')
  await expect(page.getByText(`${role.name} is deleted.`)).toBeVisible()
})

test('an open dialog says that its permission is gone', async ({ page }) => {
  const role = await makeRole(company.admin, unique('Unused'))
  const person = await makePerson(company.admin, ['VIEW_ROLES', 'DELETE_ROLE'])
  await signIn(page, person)
  await page.goto(`/roles/${role.id}?tab=settings`)
  await isLive(page)
  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  await setPermissions(company.admin, { id: person.role! }, 'VIEW_ROLES')
  await expect(dialog(page).getByText("You can't do this any more.")).toBeVisible()
  await expect(dialog(page).getByRole('button', { name: 'Delete role' })).toBeDisabled()
})

test('a role is not offered to be taken from somebody who may do more', async ({ page }) => {
  const role = await makeRole(company.admin, unique('Seen'), 'VIEW_USERS')
  const strong = await makeRole(company.admin, unique('Strong'), 'DELETE_USER')
  const mighty = await makeNamed(company.admin, unique('Ida'), role, strong)
  const rights = ['VIEW_ROLES', 'VIEW_USERS', 'ASSIGN_ROLES', 'UPDATE_USER']
  await signIn(page, await makePerson(company.admin, rights))
  const why = page.getByText(/^You can't take it away: you lack Delete users/)
  await page.goto(`/roles/${role.id}?tab=people`)
  await expect(why).toHaveCount(1)
  await expect(page.getByRole('button', { name: /^Remove .*role/ })).toHaveCount(0)
  await page.goto(`/users/${mighty.id}?tab=roles`)
  await expect(page.getByRole('region', { name: 'Roles now' }).locator(why)).toHaveCount(2)
  await expect(page.getByRole('button', { name: /^Remove .*role/ })).toHaveCount(0)
  const simulate = page.getByRole('region', { name: 'Simulate' })
  await expect(simulate.getByRole('checkbox', { name: role.name, checked: true })).toBeDisabled()
  for (const address of [`/users/${mighty.id}`, `/users?q=${mighty.email}`]) {
    await page.goto(address)
    await page.getByRole('button', { name: /^More actions/ }).click()
    await expect(page.getByText('may do more than you: you lack Delete users.')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Deactivate' })).toBeDisabled()
  }
})

test('whoever only looks finds nothing to change', async ({ page }) => {
  const role = await makeRole(company.admin, unique('Seen'), 'VIEW_USERS')
  await signIn(page, await makePerson(company.admin, ['VIEW_ROLES']))
  await page.goto(`/roles?q=${role.name}`)
  await isLive(page)
  await expect(page.getByRole('link', { name: 'New role' })).toHaveCount(0)
  await page.getByRole('button', { name: `Actions for ${role.name}` }).click()
  await expect(page.getByRole('link', { name: 'Open' })).toBeVisible()
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Export JSON' }).click()
  expect((await download).suggestedFilename()).toBe(`${role.name}.json`)
  await expect(page.getByRole('button', { name: 'Duplicate' })).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Delete', exact: true })).toHaveCount(0)
  await page.goto(`/roles/${role.id}?tab=people`)
  await expect(page.getByRole('link', { name: /^People/ })).toHaveCount(0)
  await page.goto(`/roles/${role.id}?tab=settings`)
  await expect(page.getByLabel('Name', { exact: true })).toBeDisabled()
  await page.goto('/roles/new')
  await expect(heading(page)).toHaveText("You can't open this page")
})
