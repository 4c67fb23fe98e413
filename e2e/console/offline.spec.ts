import { makePerson, makeUser } from '../people'
import { expect, sandbox, test } from './fixtures'
import { heading, isLive, passTimeUntil, signIn } from './live-pages'

const company = sandbox()

test('what writes is disabled while the server cannot be reached, and says why', async ({
  page,
  context,
}) => {
  const person = await makeUser(company.admin)
  await page.clock.install()
  await signIn(page, company.admin)
  await page.goto(`/users/${person.id}`)
  await isLive(page)
  await page.getByLabel('First name').fill('Somebody')
  const save = page.getByRole('button', { name: 'Save changes' })
  await expect(save).toBeEnabled()
  await context.setOffline(true)
  await passTimeUntil(page, page.getByRole('button', { name: 'Refresh' }))
  await expect(save).toBeDisabled()
  await expect(save).toHaveAttribute('title', "You're offline")
  await context.setOffline(false)
  await isLive(page)
  await expect(save).toBeEnabled()
  await expect(page.getByLabel('First name')).toHaveValue('Somebody')
})

test('what writes stays usable where only live updates are missing', async ({ page }) => {
  const person = await makeUser(company.admin)
  await page.clock.install()
  await page.routeWebSocket(/./, (socket) => socket.close())
  await page.goto('/login')
  await page.getByLabel('Email').fill(company.admin.email)
  await page.getByLabel('Password', { exact: true }).fill(company.admin.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(heading(page)).toHaveText('Overview')
  await page.goto(`/users/${person.id}`)
  await passTimeUntil(page, page.getByRole('button', { name: 'Refresh' }))
  await page.getByLabel('First name').fill('Somebody')
  await expect(page.getByRole('button', { name: 'Save changes' })).toBeEnabled()
})

test('no link and no refused request takes the page away while there is no network', async ({
  page,
  context,
}) => {
  const person = await makePerson(company.admin, ['VIEW_USERS', 'VIEW_ROLES', 'UPDATE_USER'])
  await signIn(page, person)
  await page.goto(`/users/${company.admin.id}`)
  await isLive(page)
  await page.getByLabel('First name').fill('Half a name')
  await context.setOffline(true)
  await page.getByRole('link', { name: 'Roles', exact: true }).first().click()
  await expect(page.getByText('This page stays until you are back.')).toBeVisible()
  await page.getByRole('button', { name: 'Save changes' }).click()
  await expect(page.getByText('The server could not be reached.').first()).toBeVisible()
  await expect(page.getByLabel('First name')).toHaveValue('Half a name')
  await context.setOffline(false)
  await expect(page).toHaveURL(new RegExp(company.admin.id))
})
