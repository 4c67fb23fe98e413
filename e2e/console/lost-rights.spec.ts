import type { Page } from '@playwright/test'
import { expectOk } from '../client'
import { makePerson, type Person, unique } from '../people'
import { entries } from './audit-pages'
import { expect, sandbox, test } from './fixtures'
import { heading, isLive, signIn } from './live-pages'
import { dialog, makeNamed, makeRole, setPermissions } from './role-pages'

const company = sandbox()
const SEES = ['VIEW_USERS', 'VIEW_ROLES']

/** Somebody whose page listens. */
async function enter(page: Page, ...permissions: string[]) {
  const person = await makePerson(company.admin, permissions)
  await signIn(page, person)
  return person
}

async function open(page: Page, address: string) {
  await page.goto(address)
  await isLive(page)
}

/** Leaves somebody with these permissions, and waits until the server has rendered their page anew. */
async function leave(page: Page, { role }: Person, ...permissions: string[]) {
  const { pathname } = new URL(page.url())
  const anew = page.waitForResponse(
    (response) =>
      response.request().headers().rsc === '1' && new URL(response.url()).pathname === pathname,
  )
  await setPermissions(company.admin, { id: role! }, ...permissions)
  await anew
}

const lost = (page: Page) => page.getByText("You can't save this any more.")

test('what was typed in a dialog from a menu stays when the right to it goes, and so do ticks', async ({
  page,
}) => {
  const role = await makeRole(company.admin, unique('Ticked'), 'VIEW_USERS')
  const bob = await makeNamed(company.admin, unique('Bob'))
  const clerk = await enter(page, ...SEES, 'UPDATE_USER', 'ASSIGN_ROLES')
  await open(page, `/users?q=${bob.email}`)
  const menu = page.getByRole('button', { name: /^More actions for/ })
  await menu.click()
  await page.getByRole('button', { name: 'Lock until…' }).click()
  await dialog(page).getByLabel('Reason').fill('Ticket 42')
  await leave(page, clerk, ...SEES, 'ASSIGN_ROLES')
  await expect(dialog(page).filter({ has: lost(page) })).toBeVisible()
  await expect(dialog(page).getByLabel('Reason')).toHaveValue('Ticket 42')
  await expect(dialog(page).getByRole('button', { name: 'Lock user' })).toBeDisabled()
  await dialog(page).getByRole('button', { name: 'Discard' }).click()
  await menu.click()
  await expect(page.getByRole('button', { name: 'Copy email' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Lock until…' })).toHaveCount(0)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: /^Edit the roles of/ }).click()
  const picker = page.getByRole('form', { name: /^Roles of/ })
  await picker.getByRole('checkbox', { name: role.name }).check()
  await leave(page, clerk, ...SEES)
  await expect(page.getByRole('button', { name: /^Edit the roles of/ })).toHaveCount(0)
  await expect(picker.filter({ has: lost(page) })).toBeVisible()
  await expect(picker.getByRole('checkbox', { name: role.name })).toBeChecked()
  await expect(picker.getByRole('button', { name: 'Save' })).toBeDisabled()
  await expect(picker).toBeInViewport({ ratio: 1 })
  await picker.getByRole('button', { name: 'Copy my changes' }).click()
  await expect(picker.getByRole('checkbox', { name: role.name })).toBeChecked()
  await leave(page, clerk, ...SEES, 'ASSIGN_ROLES')
  await expect(page.getByRole('button', { name: /^Edit the roles of/ })).toBeVisible()
  await expect(picker).toBeInViewport({ ratio: 1 })
  await expect(picker.getByRole('button', { name: 'Save' })).toBeEnabled()
})

test('so do the role of a dialog, and roles that were only ticked', async ({ page }) => {
  const role = await makeRole(company.admin, unique('Tried'), 'VIEW_USERS')
  const bob = await makeNamed(company.admin, unique('Bob'))
  const clerk = await enter(page, ...SEES, 'ASSIGN_ROLES', 'VIEW_AUDIT_LOGS')
  await open(page, `/users/${bob.id}?tab=roles`)
  const tried = page.getByRole('region', { name: 'Simulate' })
  await tried.getByRole('checkbox', { name: role.name }).check()
  await page.getByRole('button', { name: 'Assign role' }).click()
  await dialog(page).getByLabel('Role', { exact: true }).selectOption(role.name)
  await leave(page, clerk, ...SEES)
  await expect(page.locator('main').getByText('Activity')).toHaveCount(0)
  await expect(dialog(page).filter({ has: lost(page) })).toBeVisible()
  await dialog(page).getByRole('button', { name: 'Discard' }).click()
  await expect(page.getByRole('button', { name: 'Assign role' })).toHaveCount(0)
  await expect(tried.filter({ has: lost(page) })).toBeVisible()
  await expect(tried.getByRole('checkbox', { name: role.name })).toBeChecked()
  await expect(tried.getByRole('checkbox', { name: role.name })).toBeDisabled()
  await tried.getByRole('button', { name: 'Discard' }).click()
  await expect(tried).toHaveCount(0)
})

test('so do people who were chosen for a role', async ({ page }) => {
  const role = await makeRole(company.admin, unique('Wanted'))
  const bob = await makeNamed(company.admin, unique('Bob'))
  const clerk = await enter(page, ...SEES, 'ASSIGN_ROLES', 'VIEW_AUDIT_LOGS')
  await open(page, `/roles/${role.id}?tab=people`)
  await page.getByRole('button', { name: 'Add people' }).click()
  await dialog(page).getByRole('searchbox').fill(bob.email)
  await dialog(page).getByRole('checkbox', { name: bob.email }).check()
  await leave(page, clerk, ...SEES)
  await expect(page.locator('main').getByText('History')).toHaveCount(0)
  await expect(dialog(page).filter({ has: lost(page) })).toBeVisible()
  await expect(dialog(page).getByRole('checkbox', { name: bob.email })).toBeChecked()
  await expect(dialog(page).getByRole('button', { name: 'Add 1 person' })).toBeDisabled()
})

test('so does the text of a page that one could not open any more', async ({ page }) => {
  const rights = ['VIEW_ROLES', 'VIEW_COMPANIES']
  const trail = 'VIEW_AUDIT_LOGS'
  const clerk = await enter(page, ...rights, trail, 'CREATE_ROLE', 'UPDATE_COMPANY')
  await open(page, '/roles/new')
  await page.getByLabel('Name', { exact: true }).fill('Half a name')
  const later = await makeRole(company.admin, unique('Later'))
  await leave(page, clerk, ...rights, trail, 'UPDATE_COMPANY')
  await expect(page.getByRole('radio', { name: later.name })).toBeVisible()
  await expect(lost(page)).toBeVisible()
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Half a name')
  await expect(heading(page)).toHaveText('New role')
  await page.getByRole('button', { name: 'Discard' }).first().click()
  await open(page, `/companies/${company.company.id}?tab=settings`)
  await page.getByLabel('Description').fill('half a sentence')
  await leave(page, clerk, ...rights)
  const parts = page.getByRole('navigation', { name: 'Parts of the company' })
  await expect(parts.getByRole('link', { name: 'Audit log' })).toHaveCount(0)
  await expect(lost(page)).toBeVisible()
  await expect(page.getByLabel('Description')).toHaveValue('half a sentence')
  await expect(page.getByLabel('Description')).toBeDisabled()
})

test('so does what a change would be taken back to', async ({ page }) => {
  const role = await makeRole(company.admin, unique('Watched'))
  await expectOk(company.admin.patch(`/api/roles/${role.id}/`, { description: 'New' }))
  const rights = ['VIEW_AUDIT_LOGS', 'VIEW_ROLES']
  const clerk = await enter(page, ...rights, 'UPDATE_ROLE')
  await open(page, `/audit?q=target:Role/${role.id}`)
  await expect(entries(page)).toHaveCount(2)
  await entries(page).first().click()
  await page.getByRole('button', { name: 'Revert this change' }).click()
  await expect(dialog(page)).toBeVisible()
  await setPermissions(company.admin, role, 'VIEW_USERS')
  await leave(page, clerk, ...rights)
  await expect(entries(page)).toHaveCount(3)
  await expect(dialog(page).getByText("You can't revert this any more.")).toBeVisible()
  await expect(dialog(page).getByRole('button', { name: 'Revert change' })).toBeDisabled()
})
