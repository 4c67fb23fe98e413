import type { Page } from '@playwright/test'

/** What a screen may weigh, in kB of gzip, and what Lighthouse has to say of it at least. */
export interface Screen {
  name: string
  who: 'nobody' | 'administrator' | 'superuser'
  path: string | ((page: Page) => Promise<string>)
  /** Looked at by nobody who is signed in, though it takes somebody to find it. */
  isForGuests?: boolean
  js: number
  /** Performance on a desktop and on a phone, for the screens that are judged by it. */
  lighthouse?: { desktop: number; mobile: number }
  /** Buttons that open a dialog or a menu, one after the other. */
  opens?: string[]
}

export const CSS_KB = 25
/** Of Lighthouse, beside performance. */
export const ACCESSIBILITY = 100
export const BEST_PRACTICES = 100
export const SHIFT = 0.02

const SIGN_IN = { desktop: 98, mobile: 90 }
const LIST = { desktop: 98, mobile: 85 }

/** The address of the first thing that a list leads to. */
const firstOf =
  (list: string, part = '') =>
  async (page: Page) => {
    await page.goto(list)
    const link = page.locator(`#main tbody a[href*="${list}/"]`).first()
    return `${await link.getAttribute('href')}${part}`
  }

/** The first role that one may change. */
const customRole = async (page: Page) => {
  await page.goto('/roles?sort=-updated_at')
  const row = page.getByRole('row').filter({ hasText: 'Custom' }).first()
  return (await row.locator('a[href*="/roles/"]').first().getAttribute('href')) ?? '/roles'
}

/** Where somebody who was invited joins. */
const invitation = async (page: Page) => {
  await page.goto('/users')
  const link = await page.evaluate(async () => {
    const response = await fetch('/api/users/invite/', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ emails: [`${crypto.randomUUID()}@example.com`] }),
    })
    const [invited] = (await response.json()) as { link: string }[]
    return invited!.link
  })
  return new URL(link).pathname
}

export const SCREENS: Screen[] = [
  { name: 'Sign in', who: 'nobody', path: '/login', js: 140, lighthouse: SIGN_IN },
  { name: 'Sign in, refused', who: 'nobody', path: '/login?error=invalid_credentials', js: 140 },
  { name: 'Forgot password', who: 'nobody', path: '/forgot-password', js: 140 },
  { name: 'Reset, expired', who: 'nobody', path: '/reset-password', js: 140 },
  { name: 'Invitation', who: 'administrator', path: invitation, isForGuests: true, js: 140 },
  { name: 'Overview', who: 'administrator', path: '/', js: 175, lighthouse: LIST },
  { name: 'Users', who: 'administrator', path: '/users', js: 175, lighthouse: LIST },
  {
    name: 'Users, invite',
    who: 'administrator',
    path: '/users',
    js: 175,
    opens: ['Invite people'],
  },
  { name: 'User', who: 'administrator', path: firstOf('/users'), js: 175 },
  { name: 'User, roles', who: 'administrator', path: firstOf('/users', '?tab=roles'), js: 190 },
  { name: 'User, access', who: 'administrator', path: firstOf('/users', '?tab=access'), js: 190 },
  {
    name: 'User, sessions',
    who: 'administrator',
    path: firstOf('/users', '?tab=sessions'),
    js: 175,
  },
  {
    name: 'User, activity',
    who: 'administrator',
    path: firstOf('/users', '?tab=activity'),
    js: 175,
  },
  { name: 'Roles', who: 'administrator', path: '/roles', js: 175, lighthouse: LIST },
  { name: 'Role matrix', who: 'administrator', path: customRole, js: 190, lighthouse: LIST },
  { name: 'New role', who: 'administrator', path: '/roles/new', js: 190 },
  { name: 'Permissions', who: 'administrator', path: '/permissions', js: 175 },
  { name: 'Audit log', who: 'administrator', path: '/audit', js: 175, lighthouse: LIST },
  { name: 'Account', who: 'administrator', path: '/account', js: 175 },
  { name: 'Account, security', who: 'administrator', path: '/account?tab=security', js: 175 },
  { name: 'Account, access', who: 'administrator', path: '/account?tab=access', js: 175 },
  { name: 'Not found', who: 'administrator', path: '/nowhere', js: 175 },
  { name: 'Companies', who: 'superuser', path: '/companies', js: 175 },
  {
    name: 'Companies, new',
    who: 'superuser',
    path: '/companies',
    js: 175,
    opens: ['Create company'],
  },
  { name: 'Company', who: 'superuser', path: firstOf('/companies'), js: 175 },
  { name: 'First steps', who: 'superuser', path: '/setup', js: 175 },
]
