import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { expectOk } from '../client'
import { makePerson } from '../people'
import { expect, sandbox, test } from './fixtures'
import {
  assign,
  countSockets,
  endSessions,
  expectStillTyping,
  goneSoon,
  isLive,
  openTab,
  passTimeUntil,
  remove,
  right,
  SOON,
  seenSoon,
  signIn,
  typeSomething,
} from './live-pages'

const company = sandbox()

test('what an administrator gives and takes shows on the open page', async ({ page }) => {
  const person = await makePerson(company.admin, ['VIEW_USERS'])
  await signIn(page, person)
  await typeSomething(page)
  const role = await assign(company.admin, person, 'VIEW_AUDIT_LOGS', 'DELETE_USER')
  await seenSoon(right(page, 'VIEW_AUDIT_LOGS'))
  await expect(
    page.getByText('Your access changed: you can now delete users and see audit logs.'),
  ).toBeVisible()
  await remove(company.admin, person, role)
  await goneSoon(right(page, 'VIEW_AUDIT_LOGS'))
  await expect(right(page, 'VIEW_USERS')).toBeVisible()
  await expect(page.getByText('you can no longer delete users or see audit logs.')).toBeVisible()
  await expectStillTyping(page)
  await page.getByRole('button', { name: 'Dismiss' }).click()
  await expect(page.getByText('Your access changed')).toHaveCount(0)
})

test('a change of the role itself shows as well', async ({ page }) => {
  const person = await makePerson(company.admin, ['VIEW_USERS'])
  await signIn(page, person)
  const permissions = ['VIEW_ROLES', 'VIEW_USERS']
  await expectOk(
    company.admin.post(`/api/roles/${person.role}/assign_permissions/`, { permissions }),
  )
  await seenSoon(right(page, 'VIEW_ROLES'))
})

test('tabs share one WebSocket, and the next takes over', async ({ context }) => {
  const sockets = countSockets(context)
  const person = await makePerson(company.admin, ['VIEW_USERS'])
  const leader = await context.newPage()
  await signIn(leader, person)
  const second = await openTab(context)
  const third = await openTab(context)
  expect(sockets).toEqual({ opened: 1, open: 1 })
  const role = await assign(company.admin, person, 'VIEW_ROLES')
  for (const page of [leader, second, third]) {
    await seenSoon(right(page, 'VIEW_ROLES'))
  }
  await leader.close()
  await expect.poll(() => sockets.opened).toBe(2)
  await remove(company.admin, person, role)
  for (const page of [second, third]) await goneSoon(right(page, 'VIEW_ROLES'))
  expect(sockets.opened).toBe(2)
})

test('a lost connection is shown, and what was missed comes with the next', async ({
  page,
  context,
}) => {
  const person = await makePerson(company.admin, ['VIEW_USERS'])
  await page.clock.install()
  await signIn(page, person)
  await typeSomething(page)
  await context.setOffline(true)
  await passTimeUntil(page, page.getByText('Reconnecting…'))
  await expect(page.getByText('Live updates are interrupted. Reconnecting.')).toBeAttached()
  await passTimeUntil(page, page.getByText('Offline', { exact: true }))
  await expect(page.getByTitle(/^Offline · updated \d\d:\d\d:\d\d$/)).toBeVisible()
  await assign(company.admin, person, 'VIEW_ROLES')
  await expect(right(page, 'VIEW_ROLES')).toHaveCount(0)
  await context.setOffline(false)
  await expect(right(page, 'VIEW_ROLES')).toBeVisible()
  await isLive(page)
  await expect(page.getByText('Live updates are back.')).toBeAttached()
  await expectStillTyping(page)
})

test('the recipe for other frontends works as it is written', async ({ anybody }) => {
  const person = await makePerson(company.admin, ['VIEW_USERS'])
  const [, recipe] = /```js\n(.*?)```/s.exec(readFileSync('README.md', 'utf8'))!
  mkdirSync('.artifacts', { recursive: true })
  const file = path.resolve('.artifacts/live-updates.mjs')
  writeFileSync(file, recipe!)
  const { followPermissions } = await import(pathToFileURL(file).href)
  const heard: string[][] = []
  let isSignedOut = false
  const hidden = Object.assign(new EventTarget(), { visibilityState: 'hidden' })
  Object.assign(globalThis, { document: hidden })
  await followPermissions({
    api: anybody.url,
    token: () => person.access,
    request: (path: string) =>
      fetch(anybody.url + path, { headers: { authorization: `Bearer ${person.access}` } }),
    onMe: ({ permissions }: { permissions: string[] }) => heard.push(permissions),
    onSignedOut() {
      isSignedOut = true
    },
  })
  await expect.poll(() => heard).toEqual([['VIEW_USERS']])
  await assign(company.admin, person, 'VIEW_ROLES')
  await expect.poll(() => heard.at(-1), SOON).toContain('VIEW_ROLES')
  await endSessions(company.admin, person)
  await expect.poll(() => isSignedOut, SOON).toBe(true)
})
