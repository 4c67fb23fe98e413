import type { Page } from '@playwright/test'
import { type Api, expectOk, type Named } from '../client'
import { makeUser, unique } from '../people'

/** Somebody with a name by which pages show them. */
export async function makeNamed(admin: Api, first_name: string) {
  const user = await makeUser(admin)
  const last_name = unique('Silva').replace('-', '')
  await expectOk(admin.patch(`/api/users/${user.id}/`, { first_name, last_name }))
  return { ...user, name: `${first_name} ${last_name}` }
}

export const makeRole = (admin: Api, name: string, permissions: readonly string[]) =>
  expectOk(admin.post<Named>('/api/roles/', { name, description: '', permissions }))

export async function rolesOf(admin: Api, { id }: { id: string }) {
  const { roles } = await expectOk(admin.get<{ roles: Named[] }>(`/api/users/${id}/`))
  return roles.map(({ name }) => name)
}

export const isActive = async (admin: Api, { id }: { id: string }) =>
  (await expectOk(admin.get<{ is_active: boolean }>(`/api/users/${id}/`))).is_active

/** Fails to sign in until the account is locked. */
export async function lock(anybody: Api, { email }: { email: string }) {
  for (let tried = 0; tried < 6; tried++) {
    await anybody.post('/api/auth/login/', { email, password: 'Wrong-horse-7' })
  }
}

/** Goes on with Tab until something has the focus, as somebody without a mouse does. */
export async function tabTo(page: Page, name: RegExp, most = 120) {
  for (let pressed = 0; pressed < most; pressed++) {
    await page.keyboard.press('Tab')
    const focused = await page.evaluate(() => {
      const element = document.activeElement as HTMLInputElement | null
      const label = element?.labels?.[0]?.textContent
      return element?.getAttribute('aria-label') ?? label ?? element?.textContent ?? ''
    })
    if (name.test(focused.trim())) return
  }
  throw new Error(`Tab never came to ${name}`)
}
