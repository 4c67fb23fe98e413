import type { Locator, Page } from '@playwright/test'
import { expectOk } from '../client'
import { makePerson, makeUser } from '../people'
import type { Credentials } from '../server'
import { expect, sandbox, test } from './fixtures'
import { heading, signIn } from './live-pages'

const company = sandbox()

const main = (page: Page) => page.locator('#main')
const skeleton = (page: Page) => page.locator('.skeleton')
const crumbs = (page: Page) => page.getByRole('navigation', { name: 'Breadcrumb' })
const goTo = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name }).click()

/** Holds back what the router asks the server for, until it is let go. */
async function holdBack(page: Page, is: (url: URL) => boolean = () => true) {
  let letGo = () => {}
  const held = new Promise<void>((done) => {
    letGo = done
  })
  await page.route(is, async (route) => {
    const headers = route.request().headers()
    const isPage = 'rsc' in headers || route.request().isNavigationRequest()
    if (isPage && !headers['next-router-prefetch']) await held
    // The page may have given up what it asked for.
    await route.continue().catch(() => undefined)
  })
  return letGo
}

const shift = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<number>((done) => {
        let sum = 0
        // Safe because entries of this type have a value.
        const add = (entries: PerformanceEntryList) => {
          for (const entry of entries) sum += (entry as PerformanceEntry & { value: number }).value
        }
        const observer = new PerformanceObserver((list) => add(list.getEntries()))
        observer.observe({ type: 'layout-shift', buffered: true })
        requestAnimationFrame(() =>
          setTimeout(() => {
            add(observer.takeRecords())
            done(sum)
          }),
        )
      }),
  )

test('the way to a page stands above it and leads back', async ({ page }) => {
  const person = await makePerson(company.admin, ['VIEW_USERS', 'VIEW_ROLES'])
  await signIn(page, person)
  await page.goto(`/users/${person.id}`)
  const name = (await heading(page).textContent()) ?? ''
  await expect(crumbs(page).getByRole('listitem')).toHaveText(['Users', name])
  await expect(crumbs(page).locator('[aria-current=page]')).toHaveText(name)
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 800 })
    const way = (await crumbs(page).boundingBox())!
    const bar = (await page.getByRole('banner').boundingBox())!
    const others = page.getByRole('banner').locator('button:visible, [data-live]')
    expect(way.y + way.height, 'within the topbar').toBeLessThanOrEqual(bar.y + bar.height)
    for (const other of await others.all()) {
      const box = (await other.boundingBox())!
      const isBeside = way.x + way.width <= box.x || box.x + box.width <= way.x
      expect(isBeside, 'over nothing else').toBe(true)
    }
  }
  await crumbs(page).getByRole('link', { name: 'Users' }).click()
  await expect(page).toHaveURL('/users')
  await expect(heading(page)).toBeFocused()
  await expect(crumbs(page).getByRole('listitem')).toHaveText(['Users'])
})

test('the way stays in the company that the address names', async ({ page, superuser }) => {
  const { code, name } = await expectOk(
    superuser.get<{ code: string; name: string }>(`/api/companies/${company.company.id}/`),
  )
  const credentials: Credentials = JSON.parse(process.env.E2E_SUPERUSER!)
  await signIn(page, credentials)
  await page.goto(`/c/${code}/users/${company.admin.id}`)
  const links = crumbs(page).getByRole('link')
  await expect(links).toHaveText([name, 'Users'])
  await expect(links.first()).toHaveAttribute('href', `/c/${code}`)
  await expect(links.last()).toHaveAttribute('href', `/c/${code}/users`)
})

test('another page is outlined while it is on its way, and nothing moves', async ({ page }) => {
  await signIn(page, company.admin)
  await page.goto('/users')
  const row = (await page.locator('#main tbody tr').first().boundingBox())!
  const table = (await page.locator('#main table').boundingBox())!
  await goTo(page, 'Roles')
  await expect(heading(page)).toHaveText('Roles')
  const letGo = await holdBack(page)
  await goTo(page, 'Users')
  await expect(skeleton(page)).toBeVisible()
  await expect(page.locator('.progress')).toBeVisible()
  await expect(skeleton(page), 'not at once').toHaveCSS('animation-delay', '0.15s')
  await expect(main(page)).toHaveAttribute('aria-busy', 'true')
  const rows = page.locator('.skeleton-row')
  expect((await rows.nth(1).boundingBox())!.height).toBe(row.height)
  expect((await rows.first().boundingBox())!.y).toBeCloseTo(table.y, -0.5)
  await expect(page.getByRole('status').filter({ hasText: 'Loading…' })).toHaveCount(1)
  letGo()
  await expect(heading(page)).toHaveText('Users')
  await expect(skeleton(page)).toHaveCount(0)
  await expect(main(page)).toHaveAttribute('aria-busy', 'false')
  await expect(page.getByText('Loading…')).toHaveCount(0)
  expect(await shift(page)).toBeLessThanOrEqual(0.02)
})

test('what is outlined stands where the page will', async ({ page }) => {
  await signIn(page, company.admin)
  const outlined = page.locator('.skeleton > *').last()
  const top = async (part: Locator) => (await part.first().boundingBox())?.y ?? 0
  for (const [name, part] of [
    ['Roles', '.list-frame'],
    ['Audit log', '.audit-explorer'],
    ['Permissions', '.panel:has(> table)'],
  ] as const) {
    await goTo(page, name)
    await expect(heading(page)).toHaveText(name)
    const y = await top(main(page).locator(part))
    await goTo(page, 'Users')
    await expect(heading(page)).toHaveText('Users')
    const letGo = await holdBack(page)
    await goTo(page, name)
    await expect.poll(() => top(outlined), name).toBeCloseTo(y, -1)
    letGo()
    await expect(heading(page)).toHaveText(name)
  }
  const letGo = await holdBack(page)
  await goTo(page, 'Users')
  await page.setViewportSize({ width: 390, height: 800 })
  const height = async (row: Locator) => (await row.boundingBox())?.height ?? 0
  const row = page.locator('.skeleton-row').nth(1)
  await expect.poll(() => height(row), 'a card is outlined').toBeGreaterThan(60)
  const card = await height(row)
  letGo()
  await expect(heading(page)).toHaveText('Users')
  await expect.poll(() => height(main(page).locator('tbody tr').first())).toBeCloseTo(card, -1)
})

test('what is shown grows pale while the same page is asked for again', async ({ page }) => {
  await signIn(page, company.admin)
  await page.goto('/users')
  const table = page.locator('#main > :has(table)').first()
  const letGo = await holdBack(page)
  await page.getByRole('columnheader', { name: 'Email' }).getByRole('link').click()
  await expect(table).toHaveCSS('opacity', '0.6')
  await expect(main(page)).toHaveAttribute('aria-busy', 'true')
  await expect(skeleton(page)).toHaveCount(0)
  letGo()
  await expect(page).toHaveURL(/sort=email/)
  await expect(table).toHaveCSS('opacity', '1')
  await expect(main(page)).toHaveAttribute('aria-busy', 'false')
})

test('so it does while a search is on its way, which takes nothing of what is typed', async ({
  page,
}) => {
  await signIn(page, company.admin)
  await page.goto('/roles')
  await page.locator('html').evaluate((html) => html.setAttribute('data-kept', ''))
  const search = page.getByRole('searchbox')
  const letGo = await holdBack(page, ({ searchParams }) => searchParams.has('q'))
  await search.fill('tenant')
  await search.press('Enter')
  await expect(page.locator('#main > :has(table)')).toHaveCSS('opacity', '0.6')
  await expect(main(page)).toHaveAttribute('aria-busy', 'true')
  await search.pressSequentially(' adm')
  letGo()
  await expect(page, 'without the fields that say nothing').toHaveURL('/roles?q=tenant')
  await expect(search).toBeFocused()
  await expect(search).toHaveValue('tenant adm')
  await search.press('Enter')
  await expect(page).toHaveURL('/roles?q=tenant+adm')
  await expect(page.getByRole('status').filter({ hasText: '1 found' })).toHaveCount(1)
  await page.goBack()
  await expect(search).toHaveValue('tenant')
  await page.goBack()
  await expect(page).toHaveURL('/roles')
  await expect(search).toHaveValue('')
  await expect(search).toBeFocused()
  await expect(main(page)).toHaveAttribute('aria-busy', 'false')
  await expect(page.locator('html')).toHaveAttribute('data-kept', '')
})

test('what is refused is told to whoever is on the way elsewhere, and keeps nobody', async ({
  page,
}) => {
  const { id, email } = await makeUser(company.admin)
  await signIn(page, company.admin)
  await page.goto(`/users?q=${email}`)
  let refuse = () => {}
  const refused = new Promise<void>((done) => {
    refuse = done
  })
  await page.route(`**/api/users/${id}/`, async (route) => {
    if (route.request().method() !== 'DELETE') return route.continue()
    await refused
    await route.fulfill({ status: 409, json: { status: 409, code: 'kept', detail: 'Not today.' } })
  })
  await page.getByRole('button', { name: /^More actions for/ }).click()
  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  await page.getByRole('button', { name: 'Delete user' }).click()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  const letGo = await holdBack(page, ({ pathname }) => pathname === '/roles')
  await goTo(page, 'Roles')
  await expect(skeleton(page)).toBeVisible()
  refuse()
  await expect(page.getByText('Not today.')).toBeVisible()
  await expect(skeleton(page)).toBeVisible()
  letGo()
  await expect(heading(page)).toHaveText('Roles')
})

test('no way to a page leaves it waiting for ever', async ({ page }) => {
  await signIn(page, company.admin)
  await page.goto('/users')
  await goTo(page, 'Roles')
  await expect(heading(page)).toHaveText('Roles')
  await test.step('to where one is already', async () => {
    await goTo(page, 'Roles')
    await expect(main(page)).toHaveAttribute('aria-busy', 'false')
  })
  await test.step('back while another one is on its way', async () => {
    const letGo = await holdBack(page, ({ pathname }) => pathname === '/permissions')
    await goTo(page, 'Permissions')
    await expect(skeleton(page)).toBeVisible()
    await page.goBack()
    await expect(heading(page)).toHaveText('Users')
    await expect(main(page)).toHaveAttribute('aria-busy', 'false')
    await expect(skeleton(page)).toHaveCount(0)
    letGo()
  })
  await test.step('another one before the first has come', async () => {
    const letGo = await holdBack(page, ({ pathname }) => pathname === '/audit')
    await goTo(page, 'Audit log')
    await expect(skeleton(page)).toBeVisible()
    await goTo(page, 'Roles')
    await expect(heading(page)).toHaveText('Roles')
    await expect(main(page)).toHaveAttribute('aria-busy', 'false')
    letGo()
  })
})
