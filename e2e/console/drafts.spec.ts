import type { Page } from '@playwright/test'
import { makeUser, unique } from '../people'
import { expect, sandbox, test } from './fixtures'
import { heading, isLive, signIn } from './live-pages'
import { expectGoodLooks } from './looks'
import { box, dialog, makeRole } from './role-pages'

const company = sandbox()

const question = (page: Page) => page.getByRole('alertdialog', { name: 'Discard what you typed?' })

/** Every way out of a dialog but the one that saves. */
const WAYS_OUT = {
  Escape: (page: Page) => page.keyboard.press('Escape'),
  'the cross': (page: Page) => dialog(page).getByRole('button', { name: 'Close' }).click(),
  'its own button': (page: Page) => dialog(page).getByRole('button', { name: 'Cancel' }).click(),
}

async function expectKept(page: Page, field: string, text: string) {
  for (const [way, leave] of Object.entries(WAYS_OUT)) {
    await leave(page)
    await expect(question(page), `${way} asks`).toBeVisible()
    await question(page).getByRole('button', { name: 'Keep editing' }).click()
    await expect(question(page)).toHaveCount(0)
    await expect(dialog(page).getByLabel(field), `after ${way}`).toHaveValue(text)
  }
}

test('a dialog in which something was typed asks before it is closed', async ({ page }) => {
  await signIn(page, company.admin)
  await page.goto('/users')
  const open = page.getByRole('button', { name: 'Invite people' })
  await open.click()
  await expect(dialog(page)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog(page), 'nothing was typed').toHaveCount(0)
  await open.click()
  await dialog(page).getByLabel('Email addresses').fill('half an addre')
  await expectKept(page, 'Email addresses', 'half an addre')
  await page.keyboard.press('Escape')
  await expectGoodLooks(page, 'discard-question')
  await page.keyboard.press('Escape')
  await expect(question(page), 'Escape keeps').toHaveCount(0)
  for (let again = 0; again < 5; again++) await page.keyboard.press('Escape')
  await expect(dialog(page).getByLabel('Email addresses')).toHaveValue('half an addre')
  await expect(async () => {
    await page.keyboard.press('Escape')
    await expect(question(page)).toBeVisible({ timeout: 500 })
  }).toPass()
  await question(page).getByRole('button', { name: 'Discard' }).click()
  await expect(dialog(page)).toHaveCount(0)
  await expect(open).toBeFocused()
})

test('the reason of a review is not dropped unasked either', async ({ page }) => {
  const role = await makeRole(company.admin, unique('Reasons'))
  await signIn(page, company.admin)
  await page.goto(`/roles/${role.id}`)
  await isLive(page)
  await box(page, 'VIEW_USERS').click()
  await page.getByRole('button', { name: 'Review and save' }).click()
  await dialog(page).getByLabel('Reason').fill('Ticket 42')
  await expectKept(page, 'Reason', 'Ticket 42')
})

/** Answers the next questions of the page itself, and counts them. */
function answering(page: Page) {
  const state = { asked: 0, leave: false }
  page.on('dialog', (asked) => {
    state.asked++
    return state.leave ? asked.accept() : asked.dismiss()
  })
  return state
}

test('Back and Forward ask before the text of a form is lost', async ({ page }) => {
  const user = await makeUser(company.admin)
  await signIn(page, company.admin)
  await page.getByRole('link', { name: 'Users', exact: true }).click()
  await expect(heading(page)).toHaveText('Users')
  await page.getByRole('link', { name: 'Roles', exact: true }).click()
  await expect(heading(page)).toHaveText('Roles')
  await page.goto(`/users/${user.id}`)
  await isLive(page)
  await page.getByRole('link', { name: 'Overview', exact: true }).click()
  await expect(heading(page)).toHaveText('Overview')
  await page.goBack()
  const name = page.getByLabel('First name')
  await expect(name).toBeVisible()
  await page.goForward()
  await expect(heading(page)).toHaveText('Overview')
  await page.goBack()
  const answers = answering(page)
  // Playwright's own takes a page that is kept for a failure.
  const forward = () => page.evaluate(() => history.forward())
  await name.click()
  await page.keyboard.type('half a name')
  await forward()
  await expect.poll(() => answers.asked).toBe(1)
  // No click and no key in between: browsers let a page stop this only once.
  await forward()
  await expect.poll(() => answers.asked).toBe(2)
  await expect(name).toHaveValue(/half a name/)
  const at = () => page.evaluate(() => location.pathname)
  await expect.poll(at).toBe(`/users/${user.id}`)
  answers.leave = true
  await forward()
  await expect(heading(page)).toHaveText('Overview')
  expect(answers.asked).toBe(3)
  await page.goBack()
  await expect(name).not.toHaveValue(/half a name/)
  expect(answers.asked, 'nothing was typed').toBe(3)
})
