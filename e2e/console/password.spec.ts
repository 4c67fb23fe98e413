import type { Page } from '@playwright/test'
import { expectOk } from '../client'
import { mailTo, resetTokenIn } from '../mail'
import { makeUser, unique } from '../people'
import { expect, openEarly, sandbox, test } from './fixtures'
import { heading } from './live-pages'
import { expectGoodLooks } from './looks'

const company = sandbox()
const NEXT = 'Another-horse-9'

async function fillSignIn(page: Page, email: string, password: string) {
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

/** Somebody who has to choose a new password. */
async function makeForced() {
  const person = { ...(await makeUser(company.admin)), password: 'Battery-staple-9' }
  const body = { password: person.password, must_change: true }
  await expectOk(company.admin.post(`/api/users/${person.id}/set_password/`, body))
  return person
}

test('a password that somebody else has set is replaced before anything else', async ({
  page,
  anybody,
}) => {
  const person = await makeForced()
  const elsewhere = await anybody.signIn(person)
  await page.goto('/login')
  await fillSignIn(page, person.email, person.password)
  await expect(heading(page)).toHaveText('Choose a new password to continue')
  for (const place of ['/', '/users', '/account']) {
    await page.goto(place)
    await expect(page, `${place} leads here`).toHaveURL('/change-password')
  }
  await page.getByLabel('Current password').fill(person.password)
  await page.getByLabel('New password').fill('short')
  await page.getByRole('button', { name: 'Save and continue' }).click()
  await expect(page.getByText(/Use at least 8 characters/)).toBeVisible()
  await expect(page.getByLabel('New password')).toBeFocused()
  await page.getByLabel('New password').fill(NEXT)
  await page.getByRole('button', { name: 'Save and continue' }).click()
  await expect(heading(page)).toHaveText('Overview')
  await expect(page.getByText('Password changed. Other sessions were signed out.')).toBeVisible()
  expect((await elsewhere.get('/api/auth/me/')).status).toBe(401)
  await page.goto('/change-password')
  await expect(page, 'nothing is asked for any more').toHaveURL('/')
})

test('whoever does not want to choose a password can sign out', async ({ page }) => {
  const person = await makeForced()
  await page.goto('/login')
  await fillSignIn(page, person.email, person.password)
  await expect(heading(page)).toHaveText('Choose a new password to continue')
  await expectGoodLooks(page, 'change-password')
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page).toHaveURL('/login')
})

test('a forgotten password is replaced by the link in the mail', async ({ page }) => {
  const user = await makeUser(company.admin)
  await page.goto('/login')
  await page.getByRole('link', { name: 'Forgot password?' }).click()
  await expect(heading(page)).toHaveText('Forgot your password?')
  await page.getByLabel('Email').fill(user.email)
  await page.getByRole('button', { name: 'Send the link' }).click()
  await expect(page.getByText(`If an account exists for ${user.email}`)).toBeVisible()
  await expect.poll(() => mailTo(user.email).length).toBe(1)
  const token = resetTokenIn(mailTo(user.email)[0]!)
  await page.goto(`/reset-password?token=${token}`)
  await expect(page.getByText(user.email)).toBeVisible()
  await expect(page, 'the token leaves the address').toHaveURL('/reset-password')
  const rule = (text: string) => page.getByRole('listitem').filter({ hasText: text })
  const password = page.getByLabel('New password')
  await password.fill('longer than eight')
  await expect(rule('8 characters')).toHaveText(/^Done:/)
  await password.fill('short')
  await expect(rule('8 characters')).toHaveText(/^Still missing:/)
  await password.fill(`${user.email.split('@')[0]}-A1`)
  await expect(rule('Without your name')).toHaveText(/^Still missing:/)
  await expectGoodLooks(page, 'reset-password')
  await password.fill('Password1')
  await page.getByRole('button', { name: 'Save the new password' }).click()
  await expect(page.getByText(/among the most common/)).toBeVisible()
  await password.fill(NEXT)
  await page.getByRole('button', { name: 'Save the new password' }).click()
  await expect(heading(page)).toHaveText('Your password is changed')
  await page.getByRole('link', { name: 'Sign in' }).click()
  await fillSignIn(page, user.email, NEXT)
  await expect(heading(page)).toHaveText('Overview')
  await page.goto(`/reset-password?token=${token}`)
  await expect(heading(page)).toHaveText('This link has expired or was already used')
  await expectGoodLooks(page, 'reset-expired')
  await page.getByRole('link', { name: 'Send a new link' }).click()
  await expect(page).toHaveURL('/forgot-password')
})

test('a link that dies while its page is open says so, and what was typed early counts', async ({
  page,
  anybody,
}) => {
  const user = await makeUser(company.admin)
  const path = `/api/users/${user.id}/send_reset/`
  const { link } = await expectOk(company.admin.post<{ link: string }>(path))
  const answer = await openEarly(page, new URL(link).pathname + new URL(link).search)
  await page.getByLabel('New password').fill(NEXT)
  const rule = page.getByRole('listitem').filter({ hasText: '8 characters' })
  await expect(rule).toHaveText(/^Still missing:/)
  answer()
  await expect(rule, 'what was typed before the page answered counts').toHaveText(/^Done:/)
  const token = link.split('token=')[1]!
  await expectOk(anybody.post('/api/auth/reset_password/', { token, password: NEXT }))
  await page.getByRole('button', { name: 'Save the new password' }).click()
  await expect(heading(page)).toHaveText('This link has expired or was already used')
})

test('every address gets the same answer, and another message after a minute', async ({ page }) => {
  await page.clock.install()
  const email = `${unique('nobody')}@example.com`
  await page.goto('/forgot-password')
  await expectGoodLooks(page, 'forgot-password')
  await page.getByLabel('Email').fill(email)
  await page.getByRole('button', { name: 'Send the link' }).click()
  await expect(page.getByText(`If an account exists for ${email}`)).toBeVisible()
  await expect(heading(page)).toBeFocused()
  await expect(page.getByRole('button', { name: /^Send again in (1:00|0:5\d)/ })).toBeDisabled()
  await expectGoodLooks(page, 'forgot-sent')
  await page.clock.runFor(61_000)
  const sent = page.waitForRequest(/forgot_password/)
  await page.getByRole('button', { name: 'Send again', exact: true }).click()
  expect((await sent).postDataJSON()).toEqual({ email })
  await expect(page.getByRole('button', { name: /^Send again in / })).toBeDisabled()
})

test('what no field can show is told above them, and what nobody foresaw with its reference', async ({
  page,
}) => {
  const answers = [
    { status: 400, errors: { token: ['This link is not whole.'] }, detail: 'token: no' },
    { status: 500, detail: 'Something broke on our side.', request_id: 'f00d-7' },
  ]
  await page.route('**/api/auth/forgot_password/', (route) => {
    const { status, ...problem } = answers.shift()!
    return route.fulfill({ status, json: { status, code: 'x', ...problem } })
  })
  await page.goto('/forgot-password')
  const alert = page.getByRole('main').getByRole('alert')
  await page.getByLabel('Email').fill('somebody@example.com')
  await page.getByRole('button', { name: 'Send the link' }).click()
  await expect(alert).toHaveText('This link is not whole.')
  await page.getByRole('button', { name: 'Send the link' }).click()
  await expect(alert).toContainText('Something broke on our side. Reference: f00d-7')
  await expectGoodLooks(page, 'forgot-broken')
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await alert.getByRole('button', { name: 'Copy reference' }).click()
  await expect(alert).toContainText('Copied.')
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('f00d-7')
})

test('the pages behind links in mail tell nobody their address', async ({ request }) => {
  for (const path of ['/reset-password?token=x', '/invite/x']) {
    const { 'referrer-policy': policy } = (await request.get(path)).headers()
    expect(policy).toBe('no-referrer')
  }
})
