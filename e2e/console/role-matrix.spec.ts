import { expectOk } from '../client'
import { makePerson, unique } from '../people'
import { expect, sandbox, test } from './fixtures'
import { Hand } from './interactions'
import { heading, isLive, passTimeUntil, signIn } from './live-pages'
import { expectGoodLooks } from './looks'
import {
  box,
  dialog,
  makeNamed,
  makeRole,
  permissionsOf,
  setPermissions,
  unsaved,
} from './role-pages'
import { tabTo } from './user-pages'

const company = sandbox()

test('a permission is added by mouse, and the review told exactly what happened', async ({
  page,
}) => {
  const role = await makeRole(company.admin, unique('HR manager'), 'VIEW_USERS')
  const auditor = await makeRole(company.admin, unique('Auditor'), 'VIEW_AUDIT_LOGS')
  const chen = await makeNamed(company.admin, unique('Chen'), role)
  const bob = await makeNamed(company.admin, unique('Bob'), role, auditor)
  await signIn(page, company.admin)
  const hand = new Hand()
  await hand.click(page.getByRole('link', { name: 'Roles', exact: true }))
  await hand.click(page.getByRole('link', { name: role.name, exact: true }))
  await expectGoodLooks(page, 'role-matrix')
  await hand.click(box(page, 'VIEW_AUDIT_LOGS'))
  // Who is online is left out where it is not known at once.
  await expect(unsaved(page)).toContainText(/1 addition, 0 removals · affects 1 person(?!, [^0])/)
  await expectGoodLooks(page, 'role-matrix-unsaved')
  await hand.click(page.getByRole('button', { name: 'Review and save' }))
  await expect(dialog(page)).toContainText('1 person affected')
  await expect(dialog(page).getByRole('listitem').filter({ hasText: chen.name })).toContainText(
    '+ See audit logs',
  )
  await expect(dialog(page).getByRole('listitem').filter({ hasText: bob.name })).toContainText(
    `no change, already has it via ${auditor.name}`,
  )
  await expectGoodLooks(page, 'role-matrix-review')
  await hand.click(page.getByRole('button', { name: 'Save changes' }))
  await expect(page.getByText(`${role.name} updated.`)).toBeVisible()
  expect(hand.count).toBeLessThanOrEqual(5)
  expect(await permissionsOf(company.admin, role)).toEqual(['VIEW_AUDIT_LOGS', 'VIEW_USERS'])
  await expect(unsaved(page)).toHaveCount(0)
  await expect(box(page, 'VIEW_AUDIT_LOGS')).toBeChecked()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(box(page, 'VIEW_AUDIT_LOGS')).not.toBeChecked()
  expect(await permissionsOf(company.admin, role)).toEqual(['VIEW_USERS'])
})

test('the keyboard alone is enough, and the reason stays in the trail', async ({ page }) => {
  const role = await makeRole(company.admin, unique('Keys'), 'VIEW_USERS', 'CREATE_USER')
  await signIn(page, company.admin)
  await tabTo(page, /^Roles$/)
  await page.keyboard.press('Enter')
  await expect(heading(page)).toHaveText('Roles')
  await tabTo(page, new RegExp(`^${role.name}$`))
  await page.keyboard.press('Enter')
  await expect(heading(page)).toHaveText(role.name)
  await isLive(page)
  await tabTo(page, /VIEW_COMPANIES/)
  await page.keyboard.press('ArrowDown')
  await expect(box(page, 'VIEW_USERS')).toBeFocused()
  await expect(page.getByText('See users VIEW_USERS')).toBeVisible()
  await page.keyboard.press('Space')
  await expect(page.getByText('Can create users, but not see them.')).toBeVisible()
  await expectGoodLooks(page, 'role-matrix-hint')
  await page.keyboard.press('End')
  await expect(box(page, 'ASSIGN_ROLES')).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowLeft')
  await expect(box(page, 'DELETE_ROLE')).toBeFocused()
  await page.keyboard.press('Home')
  await expect(page.getByRole('button', { name: 'Roles: all in this row' })).toBeFocused()
  await page.keyboard.press('Space')
  for (const act of ['VIEW', 'CREATE', 'UPDATE', 'DELETE']) {
    await expect(box(page, `${act}_ROLE${act === 'VIEW' ? 'S' : ''}`)).toBeChecked()
  }
  await expect(box(page, 'ASSIGN_PERMISSIONS')).toBeChecked()
  await page.keyboard.press('Control+s')
  await expect(dialog(page)).toContainText('Sensitive: Delete roles, Give permissions to roles.')
  await tabTo(page, /^Reason/)
  await page.keyboard.type('Ticket 42')
  await expect(page.getByRole('button', { name: 'Save changes' })).toBeEnabled()
  await page.keyboard.press('Control+Enter')
  await expect(dialog(page)).toHaveCount(0)
  expect(await permissionsOf(company.admin, role)).toEqual([
    'ASSIGN_PERMISSIONS',
    'CREATE_ROLE',
    'CREATE_USER',
    'DELETE_ROLE',
    'UPDATE_ROLE',
    'VIEW_ROLES',
  ])
  const [entry] = await expectOk(
    company.admin.get<{ details: string }[]>(`/api/audit-logs/?resource_id=${role.id}`),
  )
  expect(entry!.details).toBe(`Changed the permissions of role ${role.name}. Reason: Ticket 42`)
})

test('a click with Shift ticks all between, and a heading all of its own', async ({ page }) => {
  const role = await makeRole(company.admin, unique('Ranges'))
  await signIn(page, company.admin)
  await page.goto(`/roles/${role.id}`)
  await isLive(page)
  await box(page, 'VIEW_USERS').click()
  await box(page, 'UPDATE_ROLE').click({ modifiers: ['Shift'] })
  await expect(page.getByRole('checkbox', { checked: true })).toHaveCount(6)
  await expect(page.getByRole('button', { name: 'View: all in this column' })).toHaveAttribute(
    'aria-pressed',
    'mixed',
  )
  await page.getByRole('button', { name: 'View: all in this column' }).click()
  await expect(page.getByRole('checkbox', { checked: true })).toHaveCount(9)
  await page.getByRole('button', { name: 'View: all in this column' }).click()
  await expect(page.getByRole('checkbox', { checked: true })).toHaveCount(4)
  await page.getByRole('button', { name: 'Discard' }).click()
  await expect(page.getByRole('checkbox', { checked: true })).toHaveCount(0)
})

test('nobody ticks what they lack, or a system role', async ({ page }) => {
  const role = await makeRole(company.admin, unique('Beyond'), 'DELETE_USER')
  const person = await makePerson(company.admin, ['VIEW_ROLES', 'VIEW_USERS', 'ASSIGN_PERMISSIONS'])
  await signIn(page, person)
  await page.goto(`/roles/${role.id}`)
  await isLive(page)
  await expect(box(page, 'DELETE_USER')).toBeDisabled()
  await expect(box(page, 'DELETE_USER')).toBeChecked()
  await box(page, 'DELETE_USER').click({ force: true })
  await expect(box(page, 'DELETE_USER')).toBeChecked()
  await expect(page.getByText("You can't grant what you don't have.")).toBeVisible()
  await expect(box(page, 'VIEW_USERS')).toBeEnabled()
  await expect(box(page, 'CREATE_COMPANY')).toBeDisabled()
  await expectGoodLooks(page, 'role-matrix-less')
  await page.goto('/roles?type=system')
  await page.getByRole('link', { name: 'Tenant Admin' }).click()
  await expect(page.getByText('Duplicate it instead.')).toBeVisible()
  for (const one of await page.getByRole('checkbox').all()) await expect(one).toBeDisabled()
  await expectGoodLooks(page, 'role-matrix-system')
})

test('without the permission it is only to be looked at', async ({ page }) => {
  const role = await makeRole(company.admin, unique('Looked at'), 'VIEW_USERS')
  await signIn(page, await makePerson(company.admin, ['VIEW_ROLES', 'VIEW_USERS']))
  await page.goto(`/roles/${role.id}`)
  await expect(page.getByText('To change them you need Give permissions to roles')).toBeVisible()
  for (const one of await page.getByRole('checkbox').all()) await expect(one).toBeDisabled()
  await expect(page.getByRole('link', { name: 'History' })).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Duplicate' })).toHaveCount(0)
})

test('what two administrators change at once is put together', async ({ page, browser }) => {
  const role = await makeRole(company.admin, unique('Contested'), 'VIEW_USERS', 'CREATE_USER')
  const other = await makePerson(company.admin, [
    ...['VIEW_ROLES', 'VIEW_USERS', 'CREATE_USER', 'VIEW_AUDIT_LOGS', 'ASSIGN_PERMISSIONS'],
  ])
  await signIn(page, company.admin)
  await page.goto(`/roles/${role.id}`)
  await isLive(page)
  await box(page, 'VIEW_ROLES').click()
  const context = await browser.newContext({ baseURL: process.env.E2E_URL })
  const second = await context.newPage()
  await signIn(second, other)
  await second.goto(`/roles/${role.id}`)
  await isLive(second)
  await box(second, 'CREATE_USER').click()
  await box(second, 'VIEW_AUDIT_LOGS').click()
  await second.getByRole('button', { name: 'Review and save' }).click()
  await second.getByRole('button', { name: 'Save changes' }).click()
  await expect(dialog(second)).toHaveCount(0)
  await context.close()
  await page.getByRole('button', { name: 'Review and save' }).click()
  await page.getByRole('button', { name: 'Save changes' }).click()
  await expect(dialog(page)).toContainText('Somebody else saved this role meanwhile.')
  const sides = (permission: string) =>
    dialog(page).getByRole('row').filter({ hasText: permission }).getByRole('cell')
  await expect(sides('See audit logs')).toHaveText([/added/, '—', /^✓ in the role/])
  await expect(sides('Create users')).toHaveText([/removed/, '—', 'not in the role'])
  await expect(sides('See roles')).toHaveText(['—', /added/, /^✓ in the role/])
  await expectGoodLooks(page, 'role-matrix-merge')
  await expect(page.getByRole('button', { name: 'Save changes' })).toBeEnabled()
  await page.getByRole('button', { name: 'Save changes' }).click()
  await expect(dialog(page)).toHaveCount(0)
  expect(await permissionsOf(company.admin, role)).toEqual([
    'VIEW_AUDIT_LOGS',
    'VIEW_ROLES',
    'VIEW_USERS',
  ])
})

test('whoever takes their ticks back sees what somebody else has saved meanwhile', async ({
  page,
}) => {
  const role = await makeRole(company.admin, unique('Waived'), 'VIEW_USERS')
  await signIn(page, company.admin)
  await page.clock.install()
  await page.goto(`/roles/${role.id}`)
  await isLive(page)
  await box(page, 'VIEW_ROLES').click()
  await setPermissions(company.admin, role, 'VIEW_USERS', 'VIEW_AUDIT_LOGS')
  await passTimeUntil(page, page.getByText(/changed the permissions of this role meanwhile/))
  await expect(box(page, 'VIEW_AUDIT_LOGS')).not.toBeChecked()
  await box(page, 'VIEW_ROLES').click()
  await expect(box(page, 'VIEW_AUDIT_LOGS')).toBeChecked()
  await expect(page.getByRole('button', { name: 'Review and save' })).toHaveCount(0)
})

test('what somebody else saves between two saves of one page is not overwritten', async ({
  page,
}) => {
  const role = await makeRole(company.admin, unique('Twice'))
  await signIn(page, company.admin)
  await page.goto(`/roles/${role.id}`)
  await isLive(page)
  // The page that comes of a save is slow.
  let refresh = () => {}
  const refreshed = new Promise<void>((resolve) => {
    refresh = resolve
  })
  await page.route(
    ({ pathname }) => pathname.endsWith(role.id),
    async (route) => {
      if (route.request().headers().rsc) await refreshed
      await route.continue()
    },
  )
  const save = async () => {
    await page.getByRole('button', { name: 'Review and save' }).click()
    await page.getByRole('button', { name: 'Save changes' }).click()
  }
  await box(page, 'VIEW_USERS').click()
  await save()
  await expect(dialog(page)).toHaveCount(0)
  await setPermissions(company.admin, role, 'VIEW_USERS', 'VIEW_AUDIT_LOGS')
  await box(page, 'VIEW_ROLES').click()
  await save()
  await expect(dialog(page)).toContainText('Somebody else saved this role meanwhile.')
  refresh()
  await page.getByRole('button', { name: 'Save changes' }).click()
  await expect(dialog(page)).toHaveCount(0)
  expect(await permissionsOf(company.admin, role)).toEqual([
    'VIEW_AUDIT_LOGS',
    'VIEW_ROLES',
    'VIEW_USERS',
  ])
})

test('that somebody got the role meanwhile is no conflict', async ({ page }) => {
  const role = await makeRole(company.admin, unique('Handed out'), 'VIEW_USERS')
  await signIn(page, company.admin)
  await page.goto(`/roles/${role.id}`)
  await isLive(page)
  await box(page, 'VIEW_ROLES').click()
  await makeNamed(company.admin, unique('Newcomer'), role)
  await page.getByRole('button', { name: 'Review and save' }).click()
  await page.getByRole('button', { name: 'Save changes' }).click()
  await expect(dialog(page)).toHaveCount(0)
  expect(await permissionsOf(company.admin, role)).toEqual(['VIEW_ROLES', 'VIEW_USERS'])
})

test('ticks survive a refresh and the loss of the permission', async ({ page }) => {
  const role = await makeRole(company.admin, unique('Kept'), 'VIEW_USERS')
  const own = ['VIEW_ROLES', 'VIEW_USERS', 'VIEW_AUDIT_LOGS', 'ASSIGN_PERMISSIONS']
  const person = await makePerson(company.admin, own)
  await signIn(page, person)
  await page.goto(`/roles/${role.id}`)
  await isLive(page)
  await box(page, 'VIEW_AUDIT_LOGS').click()
  await expect(unsaved(page)).toBeVisible()
  await setPermissions(company.admin, { id: person.role! }, 'VIEW_ROLES', 'VIEW_USERS')
  await expect(
    page.getByText("You can't save this any more. What you ticked is still here."),
  ).toBeVisible()
  await expect(box(page, 'VIEW_AUDIT_LOGS')).toBeChecked()
  await expect(box(page, 'VIEW_AUDIT_LOGS')).toBeDisabled()
  await expect(unsaved(page)).toHaveCount(0)
  await expectGoodLooks(page, 'role-matrix-lost')
  await setPermissions(company.admin, { id: person.role! }, ...own)
  await expect(unsaved(page)).toBeVisible()
  await expect(box(page, 'VIEW_AUDIT_LOGS')).toBeChecked()
  await expect(heading(page)).toHaveText(role.name)
})
