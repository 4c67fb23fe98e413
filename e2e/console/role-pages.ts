import type { Page } from '@playwright/test'
import { type Api, expectOk, type Named } from '../client'
import { PASSWORD, unique } from '../people'
import type { Credentials } from '../server'

export const box = (page: Page, code: string) =>
  page.getByRole('checkbox', { name: `(${code})`, exact: false })

export const dialog = (page: Page) => page.getByRole('dialog')
export const unsaved = (page: Page) => page.getByRole('region', { name: 'Unsaved changes' })

export const makeRole = (admin: Api, name: string, ...permissions: string[]) =>
  expectOk(admin.post<Named>('/api/roles/', { name, description: '', permissions }))

/** Somebody with a name of their own, who has these roles. */
export async function makeNamed(
  admin: Api,
  name: string,
  ...roles: Named[]
): Promise<Credentials & Named> {
  const username = unique('user')
  const email = `${username}@example.com`
  const body = { username, email, password: PASSWORD, first_name: name, last_name: '' }
  const { id } = await expectOk(admin.post<{ id: string }>('/api/users/', body))
  for (const role of roles) {
    await expectOk(admin.post(`/api/users/${id}/assign_role/`, { role_id: role.id }))
  }
  return { id, name, email, password: PASSWORD }
}

export const permissionsOf = async (admin: Api, { id }: { id: string }) =>
  (await expectOk(admin.get<{ permissions: string[] }>(`/api/roles/${id}/`))).permissions

export const setPermissions = (admin: Api, { id }: { id: string }, ...permissions: string[]) =>
  expectOk(admin.post(`/api/roles/${id}/assign_permissions/`, { permissions }))
