import type { Page } from '@playwright/test'
import { expectOk, type Named } from '../client'
import { makePerson, unique } from '../people'
import type { Credentials } from '../server'
import { expect, sandbox, test } from './fixtures'
import { signIn } from './live-pages'
import { expectGoodLooks } from './looks'

const company = sandbox()
const superuserOf = (): Credentials => JSON.parse(process.env.E2E_SUPERUSER!)

const dialog = (page: Page) => page.getByRole('dialog')
const rowOf = (page: Page, name: string) =>
  page.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) })

async function openMenu(page: Page, name: string, item: string) {
  await page.goto(`/companies?q=${name}`)
  await page.getByRole('button', { name: `More actions for ${name}` }).click()
  await page.getByRole('button', { name: item, exact: true }).click()
}

test('a superuser creates a company with its roles and its first administrator', async ({
  page,
  superuser,
}) => {
  const name = unique('Made')
  await signIn(page, superuserOf())
  await page.goto('/companies')
  await page.getByRole('button', { name: 'Create company' }).click()
  const form = dialog(page)
  await form.getByLabel('Company', { exact: true }).fill(name)
  await form.getByLabel("First administrator's email").fill(`${name}@example.com`)
  await expectGoodLooks(page, 'companies-create')
  await form.getByRole('button', { name: 'Create company' }).click()
  await expect(form.getByText(`${name} is ready`)).toBeVisible()
  await form.getByRole('link', { name: `Open ${name}` }).click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
  const [made] = await expectOk(superuser.get<Named[]>(`/api/companies/?search=${name}`))
  const roles = await expectOk(superuser.get<Named[]>(`/api/roles/?company=${made!.id}`))
  expect(roles.map((role) => role.name).sort()).toEqual([
    'Auditor',
    'Manager',
    'Tenant Admin',
    'Viewer',
  ])
  const people = await expectOk(
    superuser.get<{ status: string; roles: Named[] }[]>(`/api/users/?company=${made!.id}`),
  )
  expect(people).toMatchObject([{ status: 'invited', roles: [{ name: 'Tenant Admin' }] }])
})

test('a code that is taken is told beside its field', async ({ page, superuser }) => {
  const code = unique('taken')
  await expectOk(superuser.post('/api/companies/', { name: unique('Other'), code }))
  await signIn(page, superuserOf())
  await page.goto('/companies')
  await page.getByRole('button', { name: 'Create company' }).click()
  await dialog(page).getByLabel('Company', { exact: true }).fill(unique('Second'))
  await dialog(page).getByLabel('Code').fill(code)
  await dialog(page).getByRole('button', { name: 'Create company' }).click()
  await expect(dialog(page).getByLabel('Code')).toHaveAccessibleDescription(/already exists/)
})

test('suspending signs everybody out, and reactivating lets them in again', async ({
  page,
  superuser,
}) => {
  const name = unique('Stopped')
  const { id } = await expectOk(superuser.post<Named>('/api/companies/', { name }))
  const person = await makePerson(superuser, ['VIEW_USERS'], id)
  await signIn(page, superuserOf())
  await openMenu(page, name, 'Suspend')
  await expect(dialog(page)).toContainText('One person is signed out')
  await dialog(page).getByRole('button', { name: 'Suspend company' }).click()
  await expect(rowOf(page, name)).toContainText('Suspended')
  expect((await person.get('/api/auth/me/')).status).toBe(401)
  await page.goto('/companies?status=suspended&size=100')
  await expect(rowOf(page, name)).toHaveCount(1)
  await openMenu(page, name, 'Reactivate')
  await dialog(page).getByRole('button', { name: 'Reactivate company' }).click()
  await expect(rowOf(page, name)).toContainText('Active')
})

test('deleting asks for the code and for everybody in it', async ({ page, superuser }) => {
  const name = unique('Gone')
  const { id, code } = await expectOk(
    superuser.post<Named & { code: string }>('/api/companies/', { name }),
  )
  await makePerson(superuser, [], id)
  await signIn(page, superuserOf())
  await openMenu(page, name, 'Delete')
  const submit = dialog(page).getByRole('button', { name: 'Delete company' })
  await expect(submit).toBeDisabled()
  await dialog(page).getByLabel(`Type ${code} to go on`).fill(code)
  await submit.click()
  await expect(dialog(page)).toBeVisible()
  expect((await superuser.get(`/api/companies/${id}/`)).status).toBe(200)
  await dialog(page).getByLabel('Also delete 1 user').check()
  await submit.click()
  await expect(page.getByText(`${name} is deleted.`)).toBeVisible()
  expect((await superuser.get(`/api/companies/${id}/`)).status).toBe(404)
})

test('a company is looked at, changed, and switched into', async ({ page, superuser }) => {
  const name = unique('Changed')
  const { id, code } = await expectOk(
    superuser.post<Named & { code: string }>('/api/companies/', { name }),
  )
  await signIn(page, superuserOf())
  await page.goto(`/companies/${id}`)
  await expectGoodLooks(page, 'company')
  await page.getByRole('link', { name: 'Settings' }).click()
  await page.getByLabel('Description').fill('Imports')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Saved.')).toBeVisible()
  expect((await superuser.get(`/api/companies/${id}/`)).body).toMatchObject({
    description: 'Imports',
  })
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.getByRole('button', { name: /^Switch company/ }).click()
  await page.getByRole('searchbox', { name: 'Search companies' }).fill(name)
  await page.getByRole('link', { name, exact: true }).click()
  await expect(page).toHaveURL(`/c/${code}`)
  await expect(page.getByRole('button', { name: `Switch company, now ${name}` })).toBeVisible()
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Roles' }).click()
  await expect(page).toHaveURL(`/c/${code}/roles`)
})

test('people of a company see their own and change no more than they may', async ({ page }) => {
  await signIn(page, await makePerson(company.admin, ['VIEW_COMPANIES']))
  await page.goto('/companies')
  const names = page.getByRole('rowheader').getByRole('link')
  await expect(names).toHaveText([company.company.name])
  await expect(page.getByRole('button', { name: 'Create company' })).toHaveCount(0)
  await expect(page.getByRole('button', { name: /^Switch company/ })).toHaveCount(0)
  await names.click()
  await expect(page.getByRole('heading', { level: 1, name: company.company.name })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Settings' })).toHaveCount(0)
  await page.goto(`${page.url()}?tab=settings`)
  await expect(page.getByRole('button', { name: 'Save' })).toHaveCount(0)
})
