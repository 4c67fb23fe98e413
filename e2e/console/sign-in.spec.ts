import type { Page } from '@playwright/test'
import { makePerson, unique } from '../people'
import { expect, sandbox, test } from './fixtures'
import { signIn, signOut } from './live-pages'
import { expectGoodLooks } from './looks'

const company = sandbox()

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('a person signs in, sees what they may do, and signs out', async ({ page }) => {
      const person = await makePerson(company.admin, ['VIEW_USERS'])
      await page.goto('/')
      await expect(page).toHaveURL('/login')
      await page.getByLabel('Email').fill(person.email)
      await page.getByLabel('Password').fill('wrong')
      await page.getByRole('button', { name: 'Sign in' }).click()
      await expect(page.getByText('Wrong email or password.')).toBeVisible()
      await page.getByLabel('Email').fill(person.email)
      await page.getByLabel('Password').fill(person.password)
      await page.getByRole('button', { name: 'Sign in' }).click()
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Overview')
      await expect(page.getByText('VIEW_USERS')).toBeVisible()
      await expect(page.getByText('DELETE_USER')).toHaveCount(0)
      const cookies = await page.context().cookies()
      await signOut(page)
      await expect(page).toHaveURL('/login')
      await page.context().addCookies(cookies)
      await page.goto('/')
      await expect(page, 'the old cookie opens nothing').toHaveURL('/login')
    })
  })
}

test('a right that is taken away is gone with the next page', async ({ page }) => {
  const person = await makePerson(company.admin, ['VIEW_USERS'])
  await page.goto('/login')
  await page.getByLabel('Email').fill(person.email)
  await page.getByLabel('Password').fill(person.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByText('VIEW_USERS')).toBeVisible()
  const removal = { role_id: person.role }
  const removed = await company.admin.post(`/api/users/${person.id}/remove_role/`, removal)
  expect(removed.status).toBe(200)
  await page.reload()
  await expect(page.getByText("Your administrators haven't given you access")).toBeVisible()
})

/** Before that, forms are sent as without JavaScript, and pictures hide the caret by attributes that React misses. */
const open = (page: Page, address: string) => page.goto(address, { waitUntil: 'networkidle' })

/** Next keeps another one outside for the titles of pages. */
const alertOn = (page: Page) => page.getByRole('main').getByRole('alert')

async function fillIn(page: Page, email: string, password: string) {
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

test('a wrong password leaves the address as it was typed, and nothing in the URL', async ({
  page,
}) => {
  const email = `${unique('nobody')}@example.com`
  await open(page, '/login')
  await fillIn(page, email, 'wrong')
  await expect(alertOn(page)).toHaveText('Wrong email or password.')
  await expect(page.getByLabel('Email')).toHaveValue(email)
  await expect(page.getByLabel('Password')).toBeFocused()
  await expect(page).toHaveURL('/login')
})

test('whoever fails too often sees by the second how long to wait', async ({ page }) => {
  await page.clock.install()
  const email = `${unique('nobody')}@example.com`
  await open(page, '/login')
  for (let attempt = 0; attempt < 5; attempt++) {
    const answer = page.waitForResponse(/callback\/credentials/)
    await fillIn(page, email, 'wrong')
    await answer
    await expect(alertOn(page)).toHaveText('Wrong email or password.')
  }
  await fillIn(page, email, 'wrong')
  const alert = alertOn(page)
  const submit = page.getByRole('button', { name: 'Sign in' })
  await expect(alert).toContainText('Too many attempts. Try again in 5 minutes, or')
  await expect(alert).toContainText(/Try again in (5:00|4:5\d), or reset your password\./)
  await expect(submit).toBeDisabled()
  await expect(page.getByLabel('Email')).toHaveValue(email)
  await page.clock.runFor(90_000)
  await expect(alert).toContainText('Try again in 4 minutes, or')
  await expect(alert).toContainText(/Try again in 3:[0-3]\d, or/)
  await expect(alert.getByRole('link', { name: 'reset your password' })).toHaveAttribute(
    'href',
    '/forgot-password',
  )
  await page.clock.runFor(211_000)
  await expect(alert).toHaveText('You can try again now.')
  await expect(submit).toBeEnabled()
})

test('a lock is for one address only', async ({ page }) => {
  await open(page, '/login?error=locked.272')
  await expect(alertOn(page)).toContainText(/Try again in 4:[0-3]\d/)
  await fillIn(page, company.admin.email, company.admin.password)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Overview')
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('a lock is told and does not block the form for good', async ({ page }) => {
    await page.goto('/login?error=locked.272')
    await expect(alertOn(page)).toContainText('Try again in 5 minutes, or')
    await fillIn(page, company.admin.email, company.admin.password)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Overview')
  })

  test('signing in goes on to the page that was asked for, also after a mistake', async ({
    page,
  }) => {
    const { email, password } = company.admin
    await page.goto('/users?q=nobody')
    await fillIn(page, email, 'wrong')
    await expect(alertOn(page)).toHaveText('Wrong email or password.')
    await expect(page.getByLabel('Email')).toHaveValue(email)
    expect(decodeURIComponent(page.url())).not.toContain(email)
    await fillIn(page, email, password)
    await expect(page).toHaveURL('/users?q=nobody')
  })
})

test('signing in goes on to the page that was asked for, and to no other site', async ({
  page,
  context,
}) => {
  await page.goto('/users?q=nobody')
  await expect(page.getByText('Sign in to continue to Users.')).toBeVisible()
  await fillIn(page, company.admin.email, company.admin.password)
  await expect(page).toHaveURL('/users?q=nobody')
  for (const next of ['https://evil.example/', '//evil.example/', '/\\evil.example']) {
    await context.clearCookies()
    await page.goto(`/login?next=${encodeURIComponent(next)}`)
    await fillIn(page, company.admin.email, company.admin.password)
    await expect(page).toHaveURL('/')
  }
})

test('whoever comes back after the end of their session is told so', async ({ page, context }) => {
  await signIn(page, company.admin)
  const now = Date.now() / 1000
  const [end] = (await context.cookies()).filter(({ name }) => name === 'session-end')
  expect(Number(end!.value) - now).toBeGreaterThan(6 * 86_400)
  await context.clearCookies({ name: 'erp-session' })
  await page.goto('/audit')
  await expect(page).toHaveURL('/login?next=%2Faudit')
  await context.addCookies([{ ...end!, value: String(Math.floor(now) - 60) }])
  await page.goto('/audit')
  const lead = 'You were signed out after 7 days. Sign in to continue to Audit log.'
  await expect(page.getByText(lead)).toBeVisible()
  await signIn(page, company.admin)
  await signOut(page)
  await page.goto('/')
  await expect(page).toHaveURL('/login')
})

test('a password can be shown while it is typed, and Caps Lock is told of', async ({ page }) => {
  await open(page, '/login?reason=expired')
  await expect(page.getByText('You were signed out after 7 days.')).toBeVisible()
  const password = page.getByLabel('Password')
  await password.fill('Secret-7')
  await expect(password).toHaveAttribute('type', 'password')
  await page.getByRole('button', { name: 'Show what is typed' }).click()
  await expect(password).toHaveAttribute('type', 'text')
  await expect(password).toHaveValue('Secret-7')
  await password.evaluate((field) =>
    field.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'A', bubbles: true, modifierCapsLock: true }),
    ),
  )
  await expect(page.getByText('Caps Lock is on.')).toBeVisible()
})

test('a form on another site signs nobody in or out', async ({ request }) => {
  for (const path of ['callback/credentials', 'signout']) {
    const response = await request.post(`/api/auth/${path}`, {
      headers: { origin: 'https://evil.example' },
      form: { email: 'a@example.com', password: 'x' },
    })
    expect(response.status()).toBe(403)
    expect(await response.json()).toMatchObject({ code: 'foreign_origin' })
  }
})

test('signing in looks right, also where it is refused', async ({ page }) => {
  for (const [name, address] of [
    ['login-next', '/login?next=%2Faudit&reason=expired'],
    ['login-wrong', '/login?error=invalid_credentials'],
    ['login-locked', '/login?error=locked.272'],
  ] as const) {
    await open(page, address)
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
    await expectGoodLooks(page, name)
  }
})

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [1280, 390]) {
    test(`looks right, ${colorScheme}, ${width} wide`, async ({ page }) => {
      const picture = (name: string) =>
        page.screenshot({ path: `.artifacts/screens/${name}-${colorScheme}-${width}.png` })
      await page.emulateMedia({ colorScheme })
      await page.setViewportSize({ width, height: 800 })
      await page.goto('/login')
      await page.getByLabel('Email').fill(company.admin.email)
      await page.getByLabel('Password').fill(company.admin.password)
      await page.getByRole('button', { name: 'Sign in' }).click()
      await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible()
      await picture('overview')
      await page.getByRole('button', { name: 'Account' }).click()
      await picture('account')
      await page.goto('/nowhere')
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await picture('not-found')
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
      )
      expect(overflow, 'nothing is wider than the screen').toBe(false)
    })
  }
}
