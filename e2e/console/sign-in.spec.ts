import { makePerson, unique } from '../people'
import { expect, sandbox, test } from './fixtures'
import { signOut } from './live-pages'

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

test('a locked person is told how long to wait', async ({ page }) => {
  const email = `${unique('nobody')}@example.com`
  await page.goto('/login')
  for (let attempt = 0; attempt < 6; attempt++) {
    await page.getByLabel('Email').fill(email)
    await page.getByLabel('Password').fill('wrong')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page).toHaveURL(/error=/)
  }
  await expect(page.getByText('Too many attempts. Try again in 5 minutes.')).toBeVisible()
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

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [1280, 390]) {
    test(`looks right, ${colorScheme}, ${width} wide`, async ({ page }) => {
      const picture = (name: string) =>
        page.screenshot({ path: `.artifacts/screens/${name}-${colorScheme}-${width}.png` })
      await page.emulateMedia({ colorScheme })
      await page.setViewportSize({ width, height: 800 })
      await page.goto('/login?error=invalid_credentials')
      await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
      await picture('login-wrong')
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
