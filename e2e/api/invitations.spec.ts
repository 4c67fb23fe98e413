import { readdirSync, readFileSync, statSync } from 'node:fs'
import { expectOk, type Named, type Tokens } from '../client'
import { expect, sandbox, test } from '../fixtures'
import { makePerson, makeUser, unique } from '../people'

const own = sandbox()
const MAIL = '.artifacts/e2e/mail'
const PASSWORD = 'Invited-horse-7'

interface Result {
  email: string
  status: string
  user?: Named
  link?: string
}

const address = () => `${unique('guest')}@example.com`
const tokenOf = (link: string) => link.split('/invite/')[1]!
const invite = async (emails: string[], more: object = {}) =>
  expectOk(own.admin.post<Result[]>('/api/users/invite/', { emails, ...more }))

test('people are invited, join with name and password, and are signed in', async ({ anybody }) => {
  const { id: role } = await expectOk(
    own.admin.post<Named>('/api/roles/', { name: unique('Reader'), permissions: ['VIEW_ROLES'] }),
  )
  const email = address()
  const [result] = await invite([email], { role_ids: [role], message: 'Welcome' })
  expect(result).toMatchObject({ email, status: 'invited' })
  expect(result!.link).toMatch(new RegExp(`^${anybody.url}/invite/[\\w-]{43}$`))
  const path = `/api/users/${result!.user!.id}/`
  expect((await own.admin.get(path)).body).toMatchObject({ status: 'invited' })
  const token = tokenOf(result!.link!)
  const shown = await expectOk(anybody.post('/api/auth/invitation/', { token }))
  expect(shown).toMatchObject({ company: own.company.name, email, has_account: false })
  const answer = { token, first_name: 'Gina', last_name: 'Guest', password: PASSWORD }
  const joined = await expectOk(anybody.post<Tokens>('/api/auth/accept_invitation/', answer))
  expect(joined.permissions).toEqual(['VIEW_ROLES'])
  expect((await anybody.as(joined.access).get('/api/auth/me/')).status).toBe(200)
  const again = await anybody.post('/api/auth/accept_invitation/', answer)
  const never = await anybody.post('/api/auth/accept_invitation/', { ...answer, token: 'x' })
  for (const { status, body } of [again, never]) {
    expect([status, body.code]).toEqual([400, 'invitation_expired'])
  }
  expect((await own.admin.get(path)).body).toMatchObject({ status: 'active', invitation: null })
  await anybody.signIn({ email, password: PASSWORD })
})

test('each address has its own outcome, and the mail is kept as a private file', async () => {
  const email = address()
  const results = await invite([email, 'nonsense', own.admin.email])
  expect(results.map(({ status }) => status)).toEqual(['invited', 'invalid', 'already_member'])
  const find = () =>
    readdirSync(MAIL)
      .map((name) => `${MAIL}/${name}`)
      .find((file) => readFileSync(file, 'utf8').includes(`To: ${email}`))
  await expect.poll(() => find() ?? '').toMatch(/\.eml$/)
  expect(statSync(MAIL).mode & 0o777).toBe(0o700)
  expect(statSync(find()!).mode & 0o777).toBe(0o600)
})

test('an invitation is sent again and withdrawn', async ({ anybody }) => {
  const email = address()
  const [{ user, link } = {} as Result] = await invite([email])
  const path = `/api/users/${user!.id}/invitation/`
  const renewed = await expectOk(own.admin.post<{ link: string }>(path))
  const show = (url: string) => anybody.post('/api/auth/invitation/', { token: tokenOf(url) })
  expect((await show(link!)).status).toBe(400)
  expect((await show(renewed.link)).status).toBe(200)
  expect((await own.admin.delete(path)).status).toBe(204)
  expect((await show(renewed.link)).status).toBe(400)
  expect((await own.admin.get(`/api/users/${user!.id}/`)).status).toBe(404)
  expect((await invite([email]))[0]!.status).toBe('invited')
})

test('inviting needs the permission, and giving roles that of giving them', async () => {
  const nobody = await makePerson(own.admin)
  const creator = await makePerson(own.admin, ['CREATE_USER'])
  const body = { emails: [address()], role_ids: [own.admin.role] }
  const refused = await nobody.post('/api/users/invite/', body)
  expect(refused).toMatchObject({ status: 403, body: { missing_permission: 'CREATE_USER' } })
  const limited = await creator.post('/api/users/invite/', body)
  expect(limited).toMatchObject({ status: 403, body: { missing_permission: 'ASSIGN_ROLES' } })
})

test('an account of another company is neither opened nor changed', async ({
  anybody,
  superuser,
}) => {
  const { id: elsewhere } = await expectOk(
    superuser.post<Named>('/api/companies/', { name: unique('Elsewhere') }),
  )
  const known = await makeUser(superuser, elsewhere)
  const [result] = await invite([known.email])
  const names = { token: tokenOf(result!.link!), first_name: 'Kim', last_name: 'Known' }
  const accept = (password: string) =>
    anybody.post<Tokens & { code: string }>('/api/auth/accept_invitation/', { ...names, password })
  expect((await accept(PASSWORD)).body.code).toBe('invalid_credentials')
  expect((await accept(known.password)).body.user.company).toBe(own.company.id)
  await anybody.signIn(known)
})
