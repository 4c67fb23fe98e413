import { readFile } from 'node:fs/promises'
import type { BrowserContext, Page } from '@playwright/test'
import { expectOk, type Named } from '../client'
import { browserCookie, makePerson, unique } from '../people'
import type { Credentials } from '../server'
import { expect, sandbox, test } from './fixtures'
import { expectGoodLooks } from './looks'

const company = sandbox()
/** More than fit on a page. */
const MANY = 55

let role: Named

test.beforeAll(async () => {
  test.setTimeout(120_000)
  const body = { name: 'Storekeeper', description: 'Counts', permissions: ['VIEW_USERS'] }
  role = await expectOk(company.admin.post<Named>('/api/roles/', body))
  for (let made = 0; made < MANY; made++) {
    await expectOk(company.admin.patch(`/api/roles/${role.id}/`, { description: `Counts ${made}` }))
  }
  const permissions = ['VIEW_ROLES', 'VIEW_AUDIT_LOGS']
  await expectOk(company.admin.post(`/api/roles/${role.id}/assign_permissions/`, { permissions }))
  const stranger = await makePerson(company.admin)
  expect((await stranger.get('/api/users/')).status).toBe(403)
})

async function enter(context: BrowserContext, person: Credentials = company.admin) {
  const cookie = await browserCookie(company.admin.as(''), person)
  const [name, value] = cookie.split('=') as [string, string]
  await context.addCookies([{ name, value, url: process.env.E2E_URL! }])
}

const sentences = (page: Page) => page.locator('tbody a[data-event]')
const panel = (page: Page) => page.getByRole('complementary', { name: 'Entry' })
const note = (page: Page) => page.getByText(/^\d+ entries$/)

const SENTENCE = 'Changed the permissions of role Storekeeper.'

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('the trail is filtered by words, qualifiers and menus', async ({ page, context }) => {
      await enter(context)
      await page.goto('/audit')
      await expect(page.getByRole('button', { name: 'Time: Last 7 days' })).toBeVisible()
      await page.getByRole('button', { name: 'Filter by Result' }).click()
      await page.getByRole('link', { name: /^Denied \d+$/ }).click()
      await expect(page).toHaveURL(/q=result%3Adenied/)
      await expect(sentences(page)).toHaveCount(1)
      await expect(sentences(page)).toHaveText(/^Refused: List users/)
      await page.getByRole('link', { name: 'Remove the filter result:denied' }).click()
      await expect(page).not.toHaveURL(/result/)
      await page
        .getByLabel('Search the audit log')
        .fill('action:UPDATE -actor:nobody "Changed role"')
      await page.getByRole('button', { name: 'Filter', exact: true }).click()
      await expect(note(page)).toHaveText(`${MANY} entries`)
      await expect(page.getByRole('list', { name: 'Filters in use' })).toContainText(
        '-actor:nobody',
      )
      await page.getByLabel('Search the audit log').fill('-action:UPDATE target:Role')
      await page.getByRole('button', { name: 'Filter', exact: true }).click()
      await expect(sentences(page).filter({ hasText: SENTENCE })).toHaveCount(1)
      await expect(sentences(page).filter({ hasText: 'Changed role Storekeeper' })).toHaveCount(0)
      await page.getByLabel('Search the audit log').fill(unique('nothing'))
      await page.getByRole('button', { name: 'Filter', exact: true }).click()
      await expect(page.getByText(/^Nothing in this window matches/)).toBeVisible()
      await page.getByRole('link', { name: 'Clear filters' }).first().click()
      await expect(sentences(page)).toHaveCount(50)
    })

    test('the trail goes on where a page ends, and is read in other times', async ({
      page,
      context,
    }) => {
      await enter(context)
      await page.goto('/audit?q=action:UPDATE')
      await page.getByRole('link', { name: 'Load older' }).click()
      await expect(page).toHaveURL(/cursor=/)
      await expect(sentences(page)).toHaveCount(MANY - 50)
      await page.getByRole('link', { name: 'Back to the newest' }).click()
      await expect(sentences(page)).toHaveCount(50)
      await page.getByRole('button', { name: /^Time:/ }).click()
      await page.getByLabel('From (UTC)').fill('2000-01-01')
      await page.getByLabel('To (UTC)').fill('2000-01-02')
      await page.getByRole('button', { name: 'Show these days' }).click()
      await expect(page.getByText(/^Nothing in this window matches action:UPDATE/)).toBeVisible()
      await page.goto('/audit?from=2000-01-01&to=2000-01-02')
      await expect(page.getByText('Nothing happened in this window.')).toBeVisible()
      await page.getByRole('link', { name: 'Last 30 days' }).last().click()
      await expect(sentences(page)).toHaveCount(50)
    })

    test('a time in the table of the histogram narrows the trail to it', async ({
      page,
      context,
    }) => {
      await enter(context)
      await page.goto('/audit?range=24h')
      await page.getByText('Show as a table').click()
      const table = page.getByRole('table', { name: 'Entries over time' })
      await table.getByRole('link').last().click()
      await expect(page).toHaveURL(/from=.*to=/)
      await expect(sentences(page)).not.toHaveCount(0)
    })

    test('an entry shows what changed, and leads to others like it', async ({ page, context }) => {
      await enter(context)
      await page.goto('/audit?q=action:ASSIGN_PERMISSIONS')
      await page.getByRole('link', { name: SENTENCE }).click()
      await expect(page).toHaveURL(/event=/)
      const changes = panel(page).getByRole('table', { name: 'Changes' })
      await expect(changes).toContainText('Added: See roles VIEW_ROLES')
      await expect(changes).toContainText('Removed: See users VIEW_USERS')
      await panel(page)
        .getByRole('link', { name: `Filter for Target Role/${role.id}` })
        .click()
      await expect(panel(page)).toHaveCount(0)
      await page.goto(`/audit?q=target:Role/${role.id}%20action:UPDATE`)
      await sentences(page).first().click()
      await expect(panel(page).getByRole('row', { name: 'description' })).toHaveText(
        `descriptionCounts ${MANY - 2}Counts ${MANY - 1}`,
      )
      await panel(page).getByRole('link', { name: '±5 minutes around' }).click()
      await expect(page).toHaveURL(/from=.*to=.*event=/)
      await panel(page)
        .getByRole('link', { name: /^Filter out IP/ })
        .click()
      await expect(page).toHaveURL(/q=-ip%3A127\.0\.0\.1/)
    })
  })
}

test('an entry is opened, left and followed by the keyboard alone', async ({ page, context }) => {
  await enter(context)
  await page.goto(`/audit?q=target:Role/${role.id}%20action:UPDATE`)
  const [first, second] = [sentences(page).first(), sentences(page).nth(1)]
  await first.focus()
  await page.keyboard.press('Enter')
  const heading = panel(page).getByRole('heading', { level: 2 })
  await expect(heading).toBeFocused()
  const row = panel(page).getByRole('row', { name: 'description' })
  await expect(row).toContainText(`Counts ${MANY - 1}`)
  await page.keyboard.press('ArrowDown')
  await expect(second).toHaveAttribute('aria-current', 'true')
  await expect(row).toContainText(`Counts ${MANY - 3}`)
  await expect(heading).toBeFocused()
  await page.keyboard.press('ArrowUp')
  await expect(first).toHaveAttribute('aria-current', 'true')
  await page.keyboard.press('Escape')
  await expect(panel(page)).toHaveCount(0)
  await expect(first).toBeFocused()
})

test('what is shown is downloaded, and the download is in the trail', async ({ page, context }) => {
  const person = await makePerson(company.admin, ['VIEW_AUDIT_LOGS'])
  await enter(context, person)
  await page.goto('/audit?q=action:ASSIGN_PERMISSIONS%20result:success')
  for (const [name, ending] of [
    ['CSV, for spreadsheets', 'csv'],
    ['JSON, for programs', 'json'],
  ] as const) {
    await page.getByRole('button', { name: 'Export' }).click()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name }).click(),
    ])
    expect(download.suggestedFilename()).toMatch(
      new RegExp(`^audit_[\\w-]+_\\d{4}-\\d\\d-\\d\\d_\\d{4}-\\d\\d-\\d\\d_UTC\\.${ending}$`),
    )
    const text = await readFile(await download.path(), 'utf8')
    expect(text).toContain(SENTENCE)
    expect(text).not.toContain('Created role')
    await page.keyboard.press('Escape')
  }
  await page.goto(`/audit?q=action:EXPORT%20actor:${person.email}`)
  await expect(sentences(page)).toHaveCount(2)
  await expect(sentences(page).first()).toHaveText(
    /^Exported the audit trail as JSON: .*action=ASSIGN_PERMISSIONS.*outcome=success/,
  )
})

test('what happens meanwhile is announced, and shown only when asked for', async ({
  page,
  context,
}) => {
  await enter(context)
  await page.clock.install()
  await page.goto(`/audit?q=target:Role`)
  const first = await sentences(page).first().textContent()
  const name = unique('Newcomer')
  await expectOk(company.admin.post('/api/roles/', { name, description: '' }))
  const pill = page.getByRole('button', { name: /^\d+ new events? · Show$/ })
  await expect(async () => {
    await page.clock.runFor(10_000)
    await expect(pill).toBeVisible({ timeout: 500 })
  }).toPass()
  await expect(pill).toHaveText('1 new event · Show')
  await expect(sentences(page).first()).toHaveText(first!)
  await pill.click()
  await expect(sentences(page).first()).toHaveText(`Created role ${name}.`)
  await expect(pill).toHaveCount(0)
})

test('an address that makes no sense shows the trail all the same', async ({ page, context }) => {
  await enter(context)
  const nonsense = 'range=x&from=yesterday&to=2026-02-31&event=1&q=result:maybe%20ip:1/99%20%22'
  expect((await page.goto(`/audit?${nonsense}`))!.status()).toBe(200)
  await expect(page.getByText(/^Nothing in this window matches/)).toBeVisible()
  expect((await page.goto('/audit?cursor=nonsense'))!.status()).toBe(404)
})

test('the trail looks well, with an entry and without', async ({ page, context }) => {
  test.setTimeout(120_000)
  await enter(context)
  await page.goto('/audit')
  await expect(sentences(page)).toHaveCount(50)
  await expectGoodLooks(page, 'audit')
  await page.goto('/audit?q=action:ASSIGN_PERMISSIONS')
  await sentences(page).first().click()
  await expect(panel(page)).toBeVisible()
  await expectGoodLooks(page, 'audit-event')
})
