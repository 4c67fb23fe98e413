import type { Page } from '@playwright/test'
import { unique } from '../people'
import { expect, sandbox, test } from './fixtures'
import { headed, isLive, seenSoon, signIn } from './live-pages'
import { box, dialog, makeNamed, makeRole } from './role-pages'

const company = sandbox()

/** A place in the navigation; one that is new says so for a moment. */
const navigation = (page: Page, name: string) =>
  page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('link', { name: new RegExp(`^${name}( New)?$`) })

/** Ticks a box by mouse, and saves what the review shows. */
async function change(page: Page, code: string) {
  await box(page, code).click()
  // Looked at again where the server did not learn within a second who is online.
  await expect(async () => {
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Review and save' }).click()
    await expect(dialog(page)).toContainText('1 person affected, 1 online now', { timeout: 3_000 })
  }).toPass()
  await page.getByRole('button', { name: 'Save changes' }).click()
  await expect(dialog(page)).toHaveCount(0)
}

test('what is saved in the matrix reaches the open pages of those who have the role', async ({
  page,
  browser,
}) => {
  const role = await makeRole(company.admin, unique('Live'), 'VIEW_ROLES', 'UPDATE_ROLE')
  const person = await makeNamed(company.admin, unique('Dina'), role)
  const edited = await makeRole(company.admin, unique('Edited'))
  await signIn(page, company.admin)
  await page.goto(`/roles/${role.id}`)
  await isLive(page)
  const context = await browser.newContext({ baseURL: process.env.E2E_URL })
  const theirs = await context.newPage()
  await signIn(theirs, person)
  await theirs.goto(`/roles/${edited.id}?tab=settings`)
  await isLive(theirs)
  let loads = 0
  theirs.on('load', () => loads++)

  await expect(navigation(theirs, 'Audit log')).toHaveCount(0)
  await change(page, 'VIEW_AUDIT_LOGS')
  await seenSoon(navigation(theirs, 'Audit log'))

  await theirs.getByLabel('Description').fill('half a sentence')
  await change(page, 'UPDATE_ROLE')
  await seenSoon(theirs.getByText('Your text is still here.'))
  await expect(theirs.getByLabel('Description')).toHaveValue('half a sentence')
  await expect(theirs.getByLabel('Description')).toBeDisabled()
  await theirs.getByRole('button', { name: 'Discard' }).first().click()

  await change(page, 'VIEW_ROLES')
  await seenSoon(headed(theirs, "You can't open Roles"))
  await expect(navigation(theirs, 'Roles')).toHaveCount(0)
  expect(new URL(theirs.url()).pathname).toBe(`/roles/${edited.id}`)
  expect(loads, 'nothing was loaded anew').toBe(0)

  await change(page, 'VIEW_ROLES')
  await seenSoon(headed(theirs, edited.name))
  await expect(navigation(theirs, 'Roles')).toBeVisible()
  await context.close()
})
