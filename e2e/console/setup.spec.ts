import { expectOk, type Named } from '../client'
import { unique } from '../people'
import type { Credentials } from '../server'
import { expect, sandbox, test } from './fixtures'
import { signIn } from './live-pages'
import { expectGoodLooks } from './looks'

const company = sandbox()
const superuserOf = (): Credentials => JSON.parse(process.env.E2E_SUPERUSER!)

test('a superuser sets up a company step by step, and reloading repeats nothing', async ({
  page,
  superuser,
}) => {
  const name = unique('First')
  await signIn(page, superuserOf())
  await page.goto('/setup')
  await expectGoodLooks(page, 'setup')
  await page.getByLabel('Name').fill(name)
  await page.getByRole('button', { name: 'Create company' }).click()
  await expect(page).toHaveURL(/step=roles/)
  await page.goto('/setup')
  await page.getByRole('link', { name }).click()
  await expect(page).toHaveURL(/step=roles/)
  await page.getByRole('button', { name: 'Add 3 roles' }).click()
  await expect(page.getByText('There already')).toHaveCount(4)
  await page.reload()
  await expect(page.getByRole('button', { name: /^Add/ })).toHaveCount(0)
  await page.getByRole('link', { name: 'Continue' }).click()
  await expect(page).toHaveURL(/step=administrator/)
  const email = `${unique('boss')}@example.com`
  await page.getByLabel('Email').fill(email)
  await page.getByRole('button', { name: 'Send invitation' }).click()
  await expect(page.getByLabel('Email')).toHaveValue('')
  await expect(page.getByRole('listitem').filter({ hasText: email })).toContainText('Invited')
  await expectGoodLooks(page, 'setup-administrator')
  await page.getByLabel('Email').fill(email)
  await page.getByRole('button', { name: 'Send invitation' }).click()
  await expect(page.getByText(`${email} was not invited`)).toBeVisible()
  await expect(page.getByLabel('Email'), 'what was refused stays').toHaveValue(email)
  await page.reload()
  await page.getByRole('link', { name: 'Continue' }).click()
  await expect(page.getByRole('heading', { name: `${name} is ready` })).toBeVisible()
  await expect(page.getByText('4 roles can be given')).toBeVisible()
  const found = await expectOk(superuser.get<Named[]>(`/api/companies/?search=${name}`))
  expect(found).toHaveLength(1)
  const [{ id }] = found as [Named]
  expect(await expectOk(superuser.get<Named[]>(`/api/users/?company=${id}`))).toHaveLength(1)
})

test('only superusers set up companies', async ({ page }) => {
  await signIn(page, company.admin)
  expect((await page.goto('/setup'))!.status()).toBe(404)
})
