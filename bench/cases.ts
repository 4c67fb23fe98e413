import type { Call } from './driver'

/** One line of the table: what the application is asked, and what the bare server is. */
export interface Case {
  name: string
  app: Call[]
  bare: Call[]
  connections: number
}

export interface Facts {
  token: string
  password: string
  /** People who can sign in. */
  people: { id: string; email: string }[]
  /** Deep in the audit trail. */
  late: { timestamp: string; id: string; cursor: string }
}

const CONNECTIONS = 16
/** A compare keeps a core busy for a quarter of a second, so that more would only wait. */
const LOGIN_CONNECTIONS = 2

export function casesOf({ token, password, people, late }: Facts): Case[] {
  const headers = { authorization: `Bearer ${token}` }
  const json = { 'content-type': 'application/json' }
  const get = (path: string): Call[] => [{ method: 'GET', path, headers }]
  const read = (name: string, app: string, bare: string): Case => ({
    ...{ name, app: get(app), bare: get(bare), connections: CONNECTIONS },
  })
  const checks = people.slice(0, 5).map(({ id }) => ({ permission: 'VIEW_USERS', user_id: id }))
  const checkBody = JSON.stringify({ checks: [{ permission: 'ASSIGN_ROLES' }, ...checks] })
  const post = (path: string, body: string, more = {}): Call => ({
    ...{ method: 'POST', path, body, headers: { ...json, ...more } },
  })
  const logins = people.map(({ email }) => JSON.stringify({ email, password }))
  const position = new URLSearchParams({ timestamp: late.timestamp, id: late.id })
  return [
    read('me', '/api/auth/me/', '/me'),
    read('users, 25 of 10,000', '/api/users/?page_size=25', '/users'),
    read('users, search', '/api/users/?page_size=25&search=berg', '/users?search=berg'),
    read('audit, first page', '/api/audit-logs/?page_size=25', '/audit'),
    read(
      'audit, late page',
      `/api/audit-logs/?page_size=25&cursor=${late.cursor}`,
      `/audit?${position}`,
    ),
    {
      name: 'authz check, 6 checks',
      app: [post('/api/authz/check/', checkBody, headers)],
      bare: [post('/check', checkBody, headers)],
      connections: CONNECTIONS,
    },
    {
      name: 'login',
      app: logins.map((body) => post('/api/auth/login/', body)),
      bare: logins.map((body) => post('/login', body)),
      connections: LOGIN_CONNECTIONS,
    },
  ]
}
