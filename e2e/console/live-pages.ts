import type { BrowserContext, Locator, Page } from '@playwright/test'
import { type Api, expectOk, type Named } from '../client'
import { unique } from '../people'
import type { Credentials } from '../server'
import { expect, isTakenOver } from './fixtures'

/** What the product promises for a change that somebody else makes. */
export const SOON = { timeout: 2_000, intervals: [50] }
export const SIGNED_OUT = "You've been signed out"

export const right = (page: Page, code: string) => page.getByText(code, { exact: true })
export const heading = (page: Page) => page.getByRole('heading', { level: 1 })
export const headed = (page: Page, name: string) =>
  page.getByRole('heading', { level: 1, name, exact: true })

/** Looked for often: a look that comes late would count as a promise that was broken. */
export const seenSoon = (locator: Locator) =>
  expect.poll(() => locator.isVisible(), { ...SOON, message: `${locator} is seen` }).toBe(true)
export const goneSoon = (locator: Locator) =>
  expect.poll(() => locator.count(), { ...SOON, message: `${locator} is gone` }).toBe(0)

/** A connection may need a second attempt, which comes after a pause. */
export const isLive = (page: Page) =>
  expect(page.getByText('Live', { exact: true })).toBeVisible({ timeout: 20_000 })

/** Opens the overview as somebody, and waits until it listens. */
export async function signIn(page: Page, { email, password }: Credentials) {
  await page.goto('/login')
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).not.toHaveURL(/\/login/)
  // A picture hides carets by styles on the fields, which React would take for a mistake of the server.
  await page.waitForFunction(isTakenOver)
  await isLive(page)
}

export async function signOut(page: Page) {
  await page.getByRole('button', { name: 'Account' }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
}

/** Another tab of the same browser, which listens. */
export async function openTab(context: BrowserContext) {
  const page = await context.newPage()
  await page.goto('/')
  await isLive(page)
  return page
}

/** Lets the page's clock run until something is seen; what the clock waits for may itself come a little later. */
export const passTimeUntil = (page: Page, seen: Locator) =>
  expect(async () => {
    await page.clock.runFor(2_000)
    await expect(seen).toBeVisible({ timeout: 100 })
  }).toPass()

interface Somebody {
  id: string
}

/** Gives somebody these permissions through a new role, whose id it answers. */
export async function assign(admin: Api, person: Somebody, ...permissions: string[]) {
  const body = { name: unique('Role'), description: '', permissions }
  const role = await expectOk(admin.post<Named>('/api/roles/', body))
  await expectOk(admin.post(`/api/users/${person.id}/assign_role/`, { role_id: role.id }))
  return role.id
}

export const remove = (admin: Api, person: Somebody, role: string) =>
  expectOk(admin.post(`/api/users/${person.id}/remove_role/`, { role_id: role }))

export const endSessions = (admin: Api, person: Somebody) =>
  expectOk(admin.delete(`/api/users/${person.id}/sessions/`))

/** Types into a field outside React, which a reload would empty, and leaves the focus there. */
export async function typeSomething(page: Page) {
  await page.evaluate(() => {
    const label = document.createElement('label')
    label.append('Notes', document.createElement('input'))
    document.body.append(label)
  })
  await page.getByLabel('Notes').fill('half a sentence')
  await page.getByLabel('Notes').focus()
}

export async function expectStillTyping(page: Page) {
  await expect(page.getByLabel('Notes')).toHaveValue('half a sentence')
  await expect(page.getByLabel('Notes')).toBeFocused()
}

/** How many WebSockets the pages of a context have opened and have open. */
export function countSockets(context: BrowserContext) {
  const sockets = { opened: 0, open: 0 }
  context.on('page', (page) =>
    page.on('websocket', (socket) => {
      sockets.opened++
      sockets.open++
      socket.on('close', () => sockets.open--)
    }),
  )
  return sockets
}
