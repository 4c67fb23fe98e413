import type { Page } from '@playwright/test'
import { expectOk, type Named } from '../client'
import { makePerson, unique } from '../people'
import { entries, panel } from './audit-pages'
import { expect, sandbox, test } from './fixtures'
import { Hand } from './interactions'
import { heading, signIn } from './live-pages'
import { makeRole, tabTo } from './user-pages'

const company = sandbox()

const slider = (page: Page) => page.getByRole('slider', { name: 'Entries over time' })
const field = (page: Page) => page.getByRole('combobox', { name: 'Search the audit log' })
const fromOf = (page: Page) => Date.parse(new URL(page.url()).searchParams.get('from') ?? '')
const toOf = (page: Page) => Date.parse(new URL(page.url()).searchParams.get('to') ?? '')

test('dragging over the histogram zooms, a click on a bar still follows its link', async ({
  page,
}) => {
  await signIn(page, company.admin)
  await page.goto('/audit?range=30d')
  await expect(slider(page)).toBeAttached()
  const { x, y, width } = (await page.locator('svg.histogram').first().boundingBox())!
  await page.mouse.move(x + width * 0.25, y + 40)
  await page.mouse.down()
  await page.mouse.move(x + width * 0.75, y + 40, { steps: 4 })
  await page.mouse.up()
  await expect(page).toHaveURL(/from=.*to=/)
  const days = (toOf(page) - fromOf(page)) / 86_400_000
  expect(days).toBeGreaterThan(13)
  expect(days).toBeLessThan(18)
  await page.goto('/audit?range=30d')
  await expect(slider(page)).toBeAttached()
  await page.mouse.click(x + width * 0.5, y + 40)
  await expect(page).toHaveURL(/from=.*to=/)
  expect(toOf(page) - fromOf(page)).toBe(12 * 3_600_000 - 1)
})

test('keys move the time of the histogram, resize and reset it, and it is told', async ({
  page,
}) => {
  await signIn(page, company.admin)
  await page.goto('/audit?range=30d&q=action:LOGIN')
  await slider(page).focus()
  const told = await slider(page).getAttribute('aria-valuetext')
  await page.keyboard.press('ArrowLeft')
  await expect(page).toHaveURL(/from=.*to=/)
  await expect(slider(page)).toBeFocused()
  await expect(slider(page)).not.toHaveAttribute('aria-valuetext', told!)
  const length = toOf(page) - fromOf(page)
  const before = page.url()
  await page.keyboard.press('Shift+ArrowLeft')
  await expect(page).not.toHaveURL(before)
  expect(toOf(page) - fromOf(page)).toBeLessThan(length)
  await page.keyboard.press('Escape')
  await expect(page).toHaveURL(/\?q=action%3ALOGIN&range=30d$/)
  await expect(slider(page)).toBeFocused()
})

test('the search suggests qualifiers and values, by keyboard alone', async ({ page }) => {
  await makeRole(company.admin, unique('Suggested'), ['VIEW_USERS'])
  await signIn(page, company.admin)
  await page.goto('/audit')
  await field(page).focus()
  await page.keyboard.type('-ac')
  const options = page.getByRole('listbox', { name: 'Suggestions' }).getByRole('option')
  await expect(options.first()).toHaveText('-actor:Who did it')
  await expect(field(page)).toHaveAttribute('aria-expanded', 'true')
  await page.keyboard.press('Escape')
  await expect(options).toHaveCount(0)
  await expect(field(page)).toHaveValue('-ac')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  const marked = options.and(page.locator('[aria-selected=true]'))
  await expect(marked).toHaveText('-action:What was done')
  await expect(field(page)).toHaveAttribute(
    'aria-activedescendant',
    (await marked.getAttribute('id'))!,
  )
  await page.keyboard.press('Enter')
  await expect(field(page)).toHaveValue('-action:')
  await page.keyboard.type('crea')
  await expect(options).toHaveCount(1)
  await expect(options).toHaveText(/^-action: CREATE\d+$/)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(field(page)).toHaveValue('-action:CREATE ')
  await page.keyboard.type('target:Ro')
  await expect(options).toHaveText(/^target: Role\d+$/)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/q=-action%3ACREATE\+target%3ARo/)
  await page.goto('/audit')
  await field(page).fill('acti')
  await expect(options).toHaveText(['action:What was done'])
  // Only whoever sees several companies can ask for one.
  await field(page).fill('comp')
  await expect(options).toHaveCount(0)
})

test('an entry of another company is not shown beside the trail of one', async ({
  page,
  superuser,
}) => {
  const other = await expectOk(superuser.post<Named>('/api/companies/', { name: unique('Other') }))
  const { code } = await expectOk(superuser.get<{ code: string }>(`/api/companies/${other.id}/`))
  const [entry] = await expectOk(
    superuser.get<{ id: string; details: string }[]>(
      `/api/audit-logs/?company=${company.company.id}&page_size=1`,
    ),
  )
  await signIn(page, JSON.parse(process.env.E2E_SUPERUSER!))
  await page.goto(`/c/${code}/audit?event=${entry!.id}`)
  await expect(panel(page).getByRole('heading')).toHaveText("There's no such entry here")
  await expect(page.getByText(entry!.details)).toHaveCount(0)
  await page.goto(`/audit?q=company:${code}`)
  await expect(page.getByText(`Created company ${other.name}.`)).toBeVisible()
  await expect(entries(page).filter({ hasText: entry!.details })).toHaveCount(0)
})

async function changed() {
  const name = unique('Cashier')
  const { id } = await makeRole(company.admin, name, ['VIEW_USERS'])
  const permissions = ['VIEW_ROLES']
  await expectOk(company.admin.post(`/api/roles/${id}/assign_permissions/`, { permissions }))
  return name
}

test('who changed a role, before and after, is told in four interactions', async ({ page }) => {
  const name = await changed()
  await signIn(page, company.admin)
  const hand = new Hand()
  await hand.click(page.getByRole('link', { name: 'Audit log', exact: true }))
  await hand.click(entries(page).filter({ hasText: `permissions of role ${name}` }))
  await expect(panel(page).getByRole('table', { name: 'Changes' })).toHaveText(
    /Added: See roles.*Removed: See users/,
  )
  await expect(panel(page)).toContainText(`Test Person · ${company.admin.email}`)
  expect(hand.count).toBeLessThanOrEqual(4)
})

test('who changed a role, before and after, is told by keyboard alone', async ({ page }) => {
  const name = await changed()
  await signIn(page, company.admin)
  await tabTo(page, /^Audit log$/)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
  await tabTo(page, /^Search the audit log$/)
  await page.keyboard.type(`"role ${name}"`)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/q=/)
  await tabTo(page, new RegExp(`^Changed the permissions of role ${name}`))
  await page.keyboard.press('Enter')
  await expect(panel(page).getByRole('heading', { level: 2 })).toBeFocused()
  await expect(panel(page).getByRole('table', { name: 'Changes' })).toHaveText(
    /Added: See roles.*Removed: See users/,
  )
  await expect(panel(page)).toContainText(`Test Person · ${company.admin.email}`)
})

test('a page that is refused is in the trail with its path and session', async ({ page }) => {
  const person = await makePerson(company.admin, ['VIEW_USERS'])
  await signIn(page, person)
  await page.goto('/audit?range=all')
  await expect(heading(page)).toHaveText("You can't open Audit log")
  const query = `action=DENIED&user_id=${person.id}`
  const entries = await expectOk(
    company.admin.get<{ route: string; session_id: string }[]>(`/api/audit-logs/?${query}`),
  )
  expect(entries.map(({ route }) => route)).toContain('GET /audit')
  expect(new Set(entries.map(({ session_id }) => session_id)).size).toBe(1)
  expect(entries[0]!.session_id).toMatch(/^[\da-f-]{36}$/)
})
