import type { Page } from '@playwright/test'
import { makePerson, unique } from '../people'
import { expect, sandbox, test } from './fixtures'
import { isLive, signIn } from './live-pages'
import { expectGoodLooks } from './looks'
import { setPermissions } from './role-pages'

const company = sandbox()

/** As on a page without https; then the last resort may be refused too. */
const withoutClipboard = (page: Page, isRefused: boolean) =>
  page.addInitScript((refused) => {
    Object.defineProperty(navigator, 'clipboard', { value: undefined })
    if (refused) document.execCommand = () => false
  }, isRefused)

const copied = (page: Page) =>
  page.evaluate(() => {
    let text = ''
    document.addEventListener('copy', () => {
      text = (document.activeElement as HTMLTextAreaElement).value
    })
    return Object.assign(window, { copied: () => text }) && undefined
  })

test('what a page without https copies is in the clipboard, also from a dialog', async ({
  page,
}) => {
  await withoutClipboard(page, false)
  await signIn(page, company.admin)
  await page.goto('/users')
  await copied(page)
  await page.getByRole('button', { name: 'Invite people' }).click()
  const dialog = page.getByRole('dialog')
  const email = `${unique('new')}@example.com`
  await dialog.getByLabel('Email addresses').fill(email)
  await dialog.getByRole('button', { name: 'Send 1 invitation' }).click()
  const link = await dialog.getByLabel(`Link for ${email}`).inputValue()
  await dialog.getByRole('button', { name: 'Copy link' }).click()
  await expect(page.getByText('Copied.')).toBeVisible()
  expect(await page.evaluate('copied()')).toBe(link)
  await expect(dialog.getByRole('button', { name: 'Copy link' })).toBeFocused()
})

test('where nothing can be copied, the text is shown selected', async ({ page }) => {
  await withoutClipboard(page, true)
  await signIn(page, company.admin)
  await page.goto('/permissions')
  await isLive(page)
  await page.getByRole('button', { name: 'Copy VIEW_USERS' }).click()
  const dialog = page.getByRole('dialog', { name: 'The browser does not let this page copy' })
  await expect(dialog.getByLabel('Text to copy')).toHaveValue('VIEW_USERS')
  expect(await page.evaluate('getSelection().toString()')).toBe('VIEW_USERS')
  await expectGoodLooks(page, 'copy-by-hand')
  await dialog.getByRole('button', { name: 'Close' }).last().click()
  await expect(dialog).toHaveCount(0)
})

test('a password is not among what is copied of a form that cannot be saved any more', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const person = await makePerson(company.admin, ['VIEW_USERS', 'CREATE_USER'])
  await signIn(page, person)
  await page.goto('/users')
  await isLive(page)
  await page.getByRole('button', { name: 'Create user' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Username').fill('typed-name')
  await dialog.getByLabel('Password').fill('Typed-secret-7')
  await setPermissions(company.admin, { id: person.role! }, 'VIEW_USERS')
  await dialog.getByRole('button', { name: 'Copy my changes' }).click()
  await expect(page.getByText('Copied.')).toBeVisible()
  const text = await page.evaluate(() => navigator.clipboard.readText())
  expect(text).toContain('Username: typed-name')
  expect(text).not.toContain('Typed-secret-7')
  expect(text).not.toContain('Password')
})
