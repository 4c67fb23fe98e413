import type { BrowserContext } from '@playwright/test'
import { expectOk } from '../client'
import { makeUser } from '../people'
import type { Credentials } from '../server'
import { SCHEMES, violationsOn } from './axe'
import { expect, sandbox, test } from './fixtures'
import { SCREENS } from './screens'

const company = sandbox()

test.beforeAll(async () => {
  for (let made = 0; made < 3; made++) await makeUser(company.admin)
  const role = { name: 'Storekeeper', description: 'Counts', permissions: ['VIEW_USERS'] }
  await expectOk(company.admin.post('/api/roles/', role))
})

async function signIn(context: BrowserContext, { email, password }: Credentials) {
  const page = await context.newPage()
  await page.goto('/login')
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Overview')
  await page.close()
}

for (const screen of SCREENS) {
  test(`axe finds nothing: ${screen.name}`, async ({ page, context }) => {
    const superuser: Credentials = JSON.parse(process.env.E2E_SUPERUSER!)
    if (screen.who === 'superuser') await signIn(context, superuser)
    if (screen.who === 'administrator') await signIn(context, company.admin)
    const path = typeof screen.path === 'string' ? screen.path : await screen.path(page)
    for (const scheme of SCHEMES) {
      expect(await violationsOn(page, screen, path, scheme), scheme).toEqual([])
    }
  })
}
