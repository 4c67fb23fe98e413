import { expectOk } from '../client'
import { expect, sandbox, test } from '../fixtures'
import { mailTo, resetTokenIn } from '../mail'
import { makePerson, makeUser, unique } from '../people'

const own = sandbox()
const NEXT = 'Another-horse-9'

test('a forgotten password is replaced by the link in the mail', async ({ anybody }) => {
  const user = await makeUser(own.admin)
  const old = await anybody.signIn(user)
  const forget = (email: string) => anybody.post('/api/auth/forgot_password/', { email })
  const [known, unknown] = [await forget(user.email), await forget(`${unique('no')}@example.com`)]
  expect([known.status, known.text]).toEqual([200, unknown.text])
  await expect.poll(() => mailTo(user.email).length).toBe(1)
  const token = resetTokenIn(mailTo(user.email)[0]!)
  const shown = await expectOk(anybody.post('/api/auth/reset/', { token }))
  expect(shown).toMatchObject({ email: user.email, company_name: own.company.name })
  const weak = await anybody.post('/api/auth/reset_password/', { token, password: 'short' })
  expect(weak).toMatchObject({ status: 400, body: { errors: { password: expect.anything() } } })
  await expectOk(anybody.post('/api/auth/reset_password/', { token, password: NEXT }))
  expect((await old.get('/api/auth/me/')).status).toBe(401)
  await anybody.signIn({ email: user.email, password: NEXT })
  for (const dead of [token, 'x'.repeat(43)]) {
    const answer = await anybody.post('/api/auth/reset_password/', { token: dead, password: NEXT })
    expect(answer).toMatchObject({ status: 400, body: { code: 'reset_expired' } })
    const look = await anybody.post('/api/auth/reset/', { token: dead })
    expect(look).toMatchObject({ status: 400, body: { code: 'reset_expired' } })
  }
  await expect.poll(() => mailTo(user.email).at(-1)).toContain('Your password was changed')
})

test('links lead to our own address, whatever Host a request names', async ({ anybody }) => {
  const user = await makeUser(own.admin)
  await anybody.fetch('POST', '/api/auth/forgot_password/', {
    body: { email: user.email },
    headers: { 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example' },
  })
  await expect.poll(() => mailTo(user.email).length).toBe(1)
  expect(mailTo(user.email)[0]).not.toContain('evil.example')
})

test('an administrator sends a link to somebody whom they may manage', async ({ anybody }) => {
  const user = await makeUser(own.admin)
  const clerk = await makePerson(own.admin, ['UPDATE_USER'])
  const path = (id: string) => `/api/users/${id}/send_reset/`
  expect((await clerk.post(path(own.admin.id))).status).toBe(403)
  const { link } = await expectOk(clerk.post<{ link: string }>(path(user.id)))
  const token = link.split('token=')[1]!
  await expectOk(anybody.post('/api/auth/reset_password/', { token, password: NEXT }))
  await anybody.signIn({ email: user.email, password: NEXT })
  expect((await own.admin.post(path(own.admin.id))).body.code).toBe('own_account')
})
