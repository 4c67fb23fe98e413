import { expect, it } from 'vitest'
import { contentSecurityPolicy } from './content-security-policy'

const base = { nonce: 'bm9uY2U=', connect: [], isHttps: false, isDevelopment: false }

it('lets only scripts with the nonce run, and nothing come from elsewhere', () => {
  const policy = contentSecurityPolicy(base)
  expect(policy).toContain("script-src 'self' 'nonce-bm9uY2U=' 'strict-dynamic';")
  expect(policy).not.toMatch(/script-src[^;]*unsafe/)
  expect(policy).toMatch(/connect-src 'self'(;|$)/)
  expect(policy).not.toContain('upgrade-insecure-requests')
})

it('names where realtime is, and asks for https where the application has it', () => {
  const connect = ['wss://ws-eu.pusher.com']
  const policy = contentSecurityPolicy({ ...base, connect, isHttps: true })
  expect(policy).toContain("connect-src 'self' wss://ws-eu.pusher.com;")
  expect(policy).toMatch(/upgrade-insecure-requests$/)
})
