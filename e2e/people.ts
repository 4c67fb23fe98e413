import { randomBytes } from 'node:crypto'
import { expect } from '@playwright/test'
import { type Api, expectOk, type Named, type SignedIn } from './client'
import type { Credentials } from './server'

export const PASSWORD = 'Correct-horse-7'

/** Different each time, so that tests meet nobody else's data. */
export const unique = (text: string) => `${text}-${randomBytes(5).toString('hex')}`

export type Person = SignedIn & Credentials & { id: string; role: string | null }

export interface Sandbox {
  company: Named
  /** Holds every permission a company may hold. */
  admin: Person
}

/** A company of its own for one file of tests, with an administrator who is signed in. */
export async function makeSandbox(superuser: Api): Promise<Sandbox> {
  const name = unique('Works')
  const { id } = await expectOk(superuser.post<Named>('/api/companies/', { name }))
  const roles = await expectOk(superuser.get<Named[]>(`/api/roles/?company=${id}`))
  const { id: role } = roles.find((one) => one.name === 'Tenant Admin')!
  return {
    company: { id, name },
    admin: await signInWith(superuser, await makeUser(superuser, id), role),
  }
}

/** Somebody who can sign in and may do nothing. */
export async function makeUser(
  creator: Api,
  company?: string,
): Promise<Credentials & { id: string }> {
  const username = unique('user')
  const email = `${username}@example.com`
  const body = { username, email, password: PASSWORD, first_name: 'Test', last_name: 'Person' }
  const { id } = await expectOk(creator.post<{ id: string }>('/api/users/', { ...body, company }))
  return { id, email, password: PASSWORD }
}

/** Somebody who holds exactly these permissions, through a role of their own, and is signed in. */
export async function makePerson(
  creator: Api,
  permissions: readonly string[] = [],
  company?: string,
): Promise<Person> {
  const user = await makeUser(creator, company)
  if (permissions.length === 0) return signInWith(creator, user, null)
  const body = { name: unique('Role'), description: '', permissions, company }
  const role = await expectOk(creator.post<Named>('/api/roles/', body))
  return signInWith(creator, user, role.id)
}

async function signInWith(
  creator: Api,
  user: Credentials & { id: string },
  role: string | null,
): Promise<Person> {
  if (role) await expectOk(creator.post(`/api/users/${user.id}/assign_role/`, { role_id: role }))
  return Object.assign(await creator.signIn(user), user, { role })
}

/** The cookie that signing in from a page of our own answers with. */
export async function browserCookie(api: Api, { email, password }: Credentials): Promise<string> {
  const { headers } = await api.fetch('POST', '/api/auth/callback/credentials', {
    body: { email, password, json: 'true' },
    headers: { origin: api.url },
  })
  const cookie = headers.getSetCookie().find((one) => one.startsWith('erp-session='))
  expect(cookie).toMatch(/; HttpOnly/)
  expect(cookie).toMatch(/; SameSite=lax/i)
  return cookie!.split(';')[0]!
}
