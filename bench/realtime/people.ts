import { randomBytes } from 'node:crypto'
import type { Api } from './api'

export const PASSWORD = 'Quiet-river-42'
/** Each sign-in and each new password keeps a core busy for a tenth of a second. */
const AT_ONCE = 4

export interface Person {
  id: string
  email: string
  token: string
}

export interface Company {
  id: string
  /** Somebody with its role that may do everything. */
  admin: Person
}

/** Does the same for each, a few at a time, and answers in the same order. */
export async function forEach<T, R>(items: T[], act: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  let next = 0
  async function worker() {
    while (next < items.length) {
      const index = next++
      results[index] = await act(items[index]!)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  return results
}

export async function makeCompany(api: Api, root: string): Promise<Company> {
  const name = `Live ${randomBytes(4).toString('hex')}`
  const { body: company } = await api.call<{ id: string }>('POST', 'companies/', root, { name })
  const { id } = company
  const { body: roles } = await api.call<{ id: string }[]>('GET', `roles/?company=${id}`, root)
  const [admin] = await makePeople(api, root, id, 1)
  await give(api, root, admin!, roles[0]!.id)
  return { id, admin: admin! }
}

/** People without any role, signed in. */
export function makePeople(api: Api, root: string, company: string, count: number) {
  return forEach(Array.from({ length: count }), async (): Promise<Person> => {
    const username = `p${randomBytes(6).toString('hex')}`
    const email = `${username}@bench.example`
    const { body } = await api.call<{ id: string }>('POST', 'users/', root, {
      ...{ company, username, email, password: PASSWORD },
    })
    return { id: body.id, email, token: await api.signIn(email, PASSWORD) }
  })
}

export async function makeRole(api: Api, { admin }: Company, permissions: string[]) {
  const { body } = await api.call<{ id: string }>('POST', 'roles/', admin.token, {
    ...{ name: `Role ${randomBytes(4).toString('hex')}`, permissions },
  })
  return body.id
}

/** Answers when the answer came. */
export async function give(api: Api, by: string, { id }: Person, role: string, end?: Date) {
  const body = { role_id: role, expires_at: end?.toISOString() }
  const { at } = await api.call('POST', `users/${id}/assign_role/`, by, body)
  return at
}

/** Answers when the answer came. */
export async function take(api: Api, by: string, { id }: Person, role: string) {
  const { at } = await api.call('DELETE', `users/${id}/remove_role/`, by, { role_id: role })
  return at
}
