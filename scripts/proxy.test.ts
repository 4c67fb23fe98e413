import { unstable_doesMiddlewareMatch } from 'next/experimental/testing/server'
import { expect, it } from 'vitest'
import { config } from '../proxy'

it.each([
  ['/', true],
  ['/users', true],
  ['/leads/nowhere', true],
  ['/.well-known/nowhere', true],
  ['/.well-known/jwks.json.html', true],
  ['/_next/images', true],
  ['/icon.svg.html', true],
  ['/.well-known/jwks.json', false],
  ['/.well-known/jwks.json/', false],
  ['/api/users/', false],
  ['/icon.svg', false],
])('%s gets a policy of its own: %s', (url, has) => {
  expect(unstable_doesMiddlewareMatch({ config, url })).toBe(has)
})
