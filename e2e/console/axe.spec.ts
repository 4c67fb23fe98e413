import type { BrowserContext } from '@playwright/test'
import { expectOk, type Named } from '../client'
import { PASSWORD, unique } from '../people'
import type { Credentials } from '../server'
import { SCHEMES, violationsOn } from './axe'
import { expect, sandbox, test } from './fixtures'
import { SCREENS, type Screen } from './screens'

const company = sandbox()

test.beforeAll(async () => {
  const body = { name: 'Storekeeper', description: 'Counts', permissions: ['VIEW_USERS'] }
  const { id: storekeeper } = await expectOk(company.admin.post<Named>('/api/roles/', body))
  // Addresses of different lengths, so that in the narrow list what follows them stands in different places.
  for (const length of [4, 8, 12, 16, 20, 24]) {
    const username = unique('n'.repeat(length))
    const person = { username, email: `${username}@example.com`, password: PASSWORD }
    const { id } = await expectOk(company.admin.post<Named>('/api/users/', person))
    for (const role_id of [company.admin.role, ...(length > 16 ? [storekeeper] : [])]) {
      await expectOk(company.admin.post(`/api/users/${id}/assign_role/`, { role_id }))
    }
  }
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

/** A phone's targets are larger and closer together; their colours are those of the wide screen. */
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }
const DEVICES = [
  { device: 'wide', width: 1280, use: {}, schemes: SCHEMES },
  { device: 'phone', width: 390, use: PHONE, schemes: SCHEMES.slice(0, 1) },
]

/** Where it is kept how a screen looks: `users-invite-dark-390.png`. */
const pictureOf = ({ name }: Screen, scheme: string, width: number) =>
  `.artifacts/screens/${name.toLowerCase().replaceAll(/[^a-z]+/g, '-')}-${scheme}-${width}.png`

for (const { device, width, use, schemes } of DEVICES) {
  test.describe(device, () => {
    test.use(use)
    for (const screen of SCREENS) {
      test(`axe finds nothing: ${screen.name}`, async ({ page, context }) => {
        const superuser: Credentials = JSON.parse(process.env.E2E_SUPERUSER!)
        if (screen.who === 'superuser') await signIn(context, superuser)
        if (screen.who === 'administrator') await signIn(context, company.admin)
        const path = typeof screen.path === 'string' ? screen.path : await screen.path(page)
        if (screen.isForGuests) await context.clearCookies()
        for (const scheme of schemes) {
          expect(await violationsOn(page, screen, path, scheme), scheme).toEqual([])
        }
        for (const colorScheme of SCHEMES) {
          await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
          await page.screenshot({ path: pictureOf(screen, colorScheme, width) })
        }
      })
    }
  })
}
