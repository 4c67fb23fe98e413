import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Running, runCommand, startServer } from '../ground'

const FOLDER = resolve('.artifacts/budgets')
const COMPANY = 'Budget Works'
const PLAN = ['--company', COMPANY, '--users', '10000', '--roles', '20', '--audit-rows', '100000']
const SUPERUSER = 'budgets@example.com'

export interface Credentials {
  email: string
  password: string
}

export interface Ground {
  server: Running
  superuser: Credentials
  administrator: Credentials
}

/** A production server on 10,000 people and 100,000 entries of the trail; they are made once and used again. */
export async function openGround(): Promise<Ground> {
  const env = { DATA_DIR: FOLDER, PASSWORD_COST: '10', LOGIN_FAILURES_PER_ADDRESS: '5000' }
  const note = resolve(FOLDER, 'note.json')
  const server = await startServer(env)
  try {
    const password: string = existsSync(note)
      ? JSON.parse(readFileSync(note, 'utf8'))
      : await fill(env, note)
    const superuser = { email: SUPERUSER, password }
    return { server, superuser, administrator: await findAdministrator(server, superuser) }
  } catch (error) {
    await server.stop()
    throw error
  }
}

async function fill(env: Record<string, string>, note: string) {
  console.log('Preparing the database once …')
  const password = `Load-${randomBytes(9).toString('base64url')}`
  await runCommand('seed', [...PLAN, '--password', password], env)
  await runCommand('createsuperuser', ['--email', SUPERUSER, '--password', password], env)
  writeFileSync(note, JSON.stringify(password), { mode: 0o600 })
  return password
}

interface Person {
  email: string
  roles: { name: string }[]
  is_active: boolean
}

/** Somebody who may do everything in the large company. */
async function findAdministrator({ url }: Running, { email, password }: Credentials) {
  const { access } = await post<{ access: string }>(`${url}/api/auth/login/`, { email, password })
  const read = async <T>(path: string): Promise<T> => {
    const response = await fetch(url + path, { headers: { authorization: `Bearer ${access}` } })
    return response.json() as Promise<T>
  }
  const companies = await read<{ id: string }[]>(`/api/companies/?search=${COMPANY}`)
  const company = companies[0]?.id
  const roles = await read<{ id: string; name: string }[]>(
    `/api/roles/?company=${company}&search=Admin`,
  )
  const role = roles.find(({ name }) => name === 'Tenant Admin')
  const people = await read<Person[]>(
    `/api/users/?company=${company}&role=${role?.id}&status=active`,
  )
  const found = people[0]
  if (!found) throw new Error('The seeded company has no administrator.')
  return { email: found.email, password }
}

async function post<T>(address: string, body: object): Promise<T> {
  const response = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`${address} answered ${response.status}.`)
  return response.json() as Promise<T>
}
