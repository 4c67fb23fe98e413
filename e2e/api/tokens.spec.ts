import { readFileSync } from 'node:fs'
import {
  createLocalJWKSet,
  decodeJwt,
  importJWK,
  type JSONWebKeySet,
  type JWK,
  type JWTPayload,
  jwtVerify,
  SignJWT,
} from 'jose'
import { type Api, expectOk, type SignedIn } from '../client'
import { expect, sandbox, test } from '../fixtures'
import { browserCookie, makeUser } from '../people'

const own = sandbox()

interface Ring {
  keys: { kid: string; private_jwk: JWK }[]
}

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
const me = (api: Api) => api.get('/api/auth/me/')

/** Signs with the server's own key, which only a mistake of the server could do. */
async function signed(payload: JWTPayload, header: object = {}) {
  const [key] = (JSON.parse(readFileSync('.artifacts/e2e/keys.json', 'utf8')) as Ring).keys
  const { kid, private_jwk } = key!
  return new SignJWT(payload)
    .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid, ...header })
    .sign(await importJWK(private_jwk, 'EdDSA'))
}

test('other services verify access tokens with the published keys', async ({ anybody }) => {
  const { body: jwks, headers } = await anybody.get<JSONWebKeySet>('/.well-known/jwks.json')
  expect(headers.get('cache-control')).toMatch(/^public, max-age=/)
  expect(jwks.keys.every((key) => !('d' in key))).toBe(true)
  const { payload, protectedHeader } = await jwtVerify(own.admin.access, createLocalJWKSet(jwks), {
    algorithms: ['EdDSA'],
    issuer: anybody.url,
    audience: 'api',
    typ: 'at+jwt',
  })
  expect(protectedHeader.kid).toBe(jwks.keys[0]!.kid)
  expect(Object.keys(payload).sort()).toEqual(['aud', 'exp', 'iat', 'iss', 'jti', 'sid', 'sub'])
  expect(payload.sub).toBe(own.admin.id)
  expect(payload.exp! - payload.iat!).toBe(3600)
})

test('a token that was tampered with is refused', async ({ anybody }) => {
  const [header, payload, signature] = own.admin.access.split('.') as [string, string, string]
  const claims = decodeJwt(own.admin.access)
  const now = Math.floor(Date.now() / 1000)
  const { body: jwks } = await anybody.get<JSONWebKeySet>('/.well-known/jwks.json')
  const secret = new TextEncoder().encode(jwks.keys[0]!.x)
  const { exp: _, ...endless } = claims
  const refused = {
    'another payload': `${header}.${encode({ ...claims, sub: own.company.id })}.${signature}`,
    'no algorithm': `${encode({ alg: 'none', typ: 'at+jwt' })}.${payload}.`,
    'the public key as a secret': await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', kid: jwks.keys[0]!.kid })
      .sign(secret),
    'another key': await signed(claims, { kid: 'unknown' }),
    'another type': await signed(claims, { typ: 'JWT' }),
    'the type of the cookie': await signed(claims, { typ: 'session+jwt' }),
    'another audience': await signed({ ...claims, aud: 'console' }),
    'another issuer': await signed({ ...claims, iss: 'https://elsewhere.example' }),
    'past its end': await signed({ ...claims, iat: now - 7200, exp: now - 60 }),
    'without an end': await signed(endless),
    'without a session': await signed({ ...claims, sid: undefined }),
    'a session that never was': await signed({ ...claims, sid: own.admin.id }),
    'no token': 'x.y.z',
  }
  expect((await me(anybody.as(await signed(claims)))).status).toBe(200)
  for (const [what, token] of Object.entries(refused)) {
    const answer = await me(anybody.as(token))
    expect(answer.status, what).toBe(401)
    expect(answer.headers.get('www-authenticate')).toBe('Bearer')
  }
})

test('only Bearer counts, in whatever case', async ({ anybody }) => {
  const { access } = own.admin
  const withHeader = (authorization: string) =>
    anybody.get('/api/auth/me/', { authorization }).then(({ status }) => status)
  expect(await withHeader(`bearer ${access}`)).toBe(200)
  for (const header of [access, `Basic ${access}`, 'Bearer', `Bearer ${access} ${access}`]) {
    expect(await withHeader(header)).toBe(401)
  }
})

test('cookie and access token do not pass as each other', async ({ anybody }) => {
  const cookie = await browserCookie(anybody, own.admin)
  expect((await anybody.get('/api/auth/me/', { cookie })).status).toBe(200)
  expect((await me(anybody.as(cookie.split('=')[1]!))).status).toBe(401)
  const swapped = { cookie: `erp-session=${own.admin.access}` }
  expect((await anybody.get('/api/auth/me/', swapped)).status).toBe(401)
  // A bad bearer token is not made good by a cookie beside it.
  expect((await anybody.as('x').get('/api/auth/me/', { cookie })).status).toBe(401)
})

test('a write with the cookie must come from our own pages', async ({ anybody }) => {
  const person = await makeUser(own.admin)
  const cookie = await browserCookie(anybody, person)
  const end = (origin?: string) =>
    anybody.delete('/api/auth/sessions/', undefined, { cookie, ...(origin && { origin }) })
  for (const origin of [undefined, 'https://spa.example', 'null', `${anybody.url}.evil.example`]) {
    expect(await end(origin)).toMatchObject({ status: 403, body: { code: 'foreign_origin' } })
  }
  expect((await end(anybody.url)).status).toBe(204)
})

test('signing out in the browser ends the session behind the cookie', async ({ anybody }) => {
  const person = await makeUser(own.admin)
  const signedIn: SignedIn = await anybody.signIn(person)
  const cookie = await browserCookie(anybody, person)
  const { status } = await anybody.fetch('POST', '/api/auth/signout', {
    body: {},
    headers: { cookie, origin: anybody.url },
  })
  expect(status).toBeLessThan(400)
  expect((await anybody.get('/api/auth/me/', { cookie })).status).toBe(401)
  await expectOk(me(signedIn))
})
