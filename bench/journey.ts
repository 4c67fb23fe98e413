import { randomBytes } from 'node:crypto'

export interface Step {
  kind: 'read' | 'write'
  name: string
  method: string
  path: string
  token?: string
  body?: object
}

/** Makes one call, measures it, and gives its JSON. Throws when the answer is no success. */
export type Take = (step: Step) => Promise<Record<string, string>>

interface Person {
  email: string
  password: string
}

const read = (name: string, path: string, token?: string, body?: object): Step => ({
  ...{ kind: 'read', name, method: body ? 'POST' : 'GET', path, token, body },
})

const write = (
  name: string,
  method: string,
  path: string,
  token?: string,
  body?: object,
): Step => ({
  ...{ kind: 'write', name, method, path, token, body },
})

/** Every read of the API once and its main writes, as an administrator and as a superuser. */
export async function journey(take: Take, admin: Person, superuser: Person, cursor: string) {
  const signIn = (name: string, { email, password }: Person) =>
    take(write(name, 'POST', '/api/auth/login/', undefined, { email, password }))
  const { access, refresh } = await signIn('POST auth/login', admin)
  const { access: all } = await signIn('POST auth/login, superuser', superuser)
  const made = await writeSome(take, { token: access!, all: all! })
  await readAll(take, { ...made, token: access!, all: all!, cursor })
  await removeSome(take, { ...made, token: access! })
  const next = await take(
    write('POST auth/refresh', 'POST', '/api/auth/refresh/', undefined, { refresh }),
  )
  await take(write('POST auth/logout', 'POST', '/api/auth/logout/', next.access, {}))
}

interface Tokens {
  token: string
  all: string
}

interface Made {
  user: string
  role: string
  company: string
}

async function writeSome(take: Take, { token, all }: Tokens): Promise<Made> {
  const tag = randomBytes(4).toString('hex')
  const { id: role } = await take(
    write('POST roles', 'POST', '/api/roles/', token, {
      name: `Waits ${tag}`,
      permissions: ['VIEW_USERS'],
    }),
  )
  const { id: user } = await take(
    write('POST users', 'POST', '/api/users/', token, {
      ...{ username: `w${tag}`, email: `w${tag}@waits.example`, password: 'Zebra-crossing-7' },
      ...{ first_name: 'Slow', last_name: 'Path', is_active: true },
    }),
  )
  const { id: company } = await take(
    write('POST companies', 'POST', '/api/companies/', all, { name: `Waits ${tag}` }),
  )
  const [roleAt, userAt] = [`/api/roles/${role}/`, `/api/users/${user}/`]
  await take(write('PATCH roles/{id}', 'PATCH', roleAt, token, { description: tag }))
  const permissions = { permissions: ['VIEW_USERS', 'VIEW_ROLES'] }
  await take(
    write('POST assign_permissions', 'POST', `${roleAt}assign_permissions/`, token, permissions),
  )
  await take(write('POST roles/{id}/preview', 'POST', `${roleAt}preview/`, token, permissions))
  await take(write('POST assign_role', 'POST', `${userAt}assign_role/`, token, { role_id: role }))
  await take(write('PATCH users/{id}', 'PATCH', userAt, token, { first_name: tag }))
  await take(write('PATCH users/{id}, deactivate', 'PATCH', userAt, token, { is_active: false }))
  await take(write('POST unlock', 'POST', `${userAt}unlock/`, token, {}))
  await take(
    write('PATCH companies/{id}', 'PATCH', `/api/companies/${company}/`, all, { description: tag }),
  )
  return { role: role!, user: user!, company: company! }
}

async function readAll(
  take: Take,
  { token, all, user, role, cursor }: Made & Tokens & { cursor: string },
) {
  const me = (await take(read('GET auth/me', '/api/auth/me/', token))) as {
    user?: { company?: string }
  }
  const company = me.user?.company
  const sessions = (await take(
    read('GET auth/sessions', '/api/auth/sessions/', token),
  )) as unknown as { id: string }[]
  const entries = (await take(
    read('GET audit-logs', '/api/audit-logs/?page_size=25', token),
  )) as unknown as { id: string }[]
  const permissions = (await take(
    read('GET permissions', '/api/permissions/', token),
  )) as unknown as { id: string }[]
  const checks = {
    checks: [{ permission: 'VIEW_ROLES' }, { permission: 'VIEW_USERS', user_id: user }],
  }
  const steps = [
    read('GET auth/sessions/{id}', `/api/auth/sessions/${sessions[0]?.id}/`, token),
    read('GET companies', '/api/companies/', token),
    read('GET companies/{id}', `/api/companies/${company}/`, token),
    read('GET companies, superuser', '/api/companies/', all),
    read('GET users', '/api/users/?page_size=25', token),
    read('GET users, search', '/api/users/?page_size=25&search=berg', token),
    read('GET users, superuser', `/api/users/?page_size=25&company=${company}`, all),
    read('GET users/{id}', `/api/users/${user}/`, token),
    read('GET users/{id}/permissions', `/api/users/${user}/permissions/`, token),
    read(
      'GET users/{id}/permissions, explained',
      `/api/users/${user}/permissions/?explain=1`,
      token,
    ),
    read('GET users/{id}/sign_in', `/api/users/${user}/sign_in/`, token),
    read('GET users/{id}/roles', `/api/users/${user}/roles/`, token),
    read('GET users/{id}/sessions', `/api/users/${user}/sessions/`, token),
    read('GET roles', '/api/roles/', token),
    read('GET roles, superuser', '/api/roles/?page_size=25', all),
    read('GET roles/{id}', `/api/roles/${role}/`, token),
    read('GET roles/{id}/users', `/api/roles/${role}/users/`, token),
    read('GET permissions/{id}', `/api/permissions/${permissions[0]?.id}/`, token),
    read(
      'GET audit-logs, filtered',
      '/api/audit-logs/?page_size=25&action=DENIED&user=berg',
      token,
    ),
    read('GET audit-logs, late page', `/api/audit-logs/?page_size=25&cursor=${cursor}`, token),
    read('GET audit-logs, superuser', '/api/audit-logs/?page_size=25', all),
    read('GET audit-logs/{id}', `/api/audit-logs/${entries[0]?.id}/`, token),
    read('POST authz/check', '/api/authz/check/', token, checks),
    read('GET health/live', '/api/health/live/'),
    read('GET health/ready', '/api/health/ready/'),
    read('GET openapi.json', '/api/openapi.json'),
    read('GET .well-known/jwks.json', '/.well-known/jwks.json'),
  ]
  for (const step of steps) await take(step)
}

async function removeSome(take: Take, { token, user, role }: Made & { token: string }) {
  const userAt = `/api/users/${user}/`
  await take(
    write('DELETE remove_role', 'DELETE', `${userAt}remove_role/`, token, { role_id: role }),
  )
  await take(write('DELETE users/{id}', 'DELETE', userAt, token))
  await take(write('DELETE roles/{id}', 'DELETE', `/api/roles/${role}/`, token))
}
