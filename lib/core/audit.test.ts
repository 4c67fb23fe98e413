import { expect, it } from 'vitest'
import { routeOf } from './audit'

it.each([
  ['POST /api/users/01a21c8c-6d47-75a5-8460-6c05aed8b642/lock', 'POST /api/users/{id}/lock'],
  ['GET /audit', 'GET /audit'],
  ['GET /', 'GET /'],
  ['POST /api/auth/callback/credentials', 'POST /api/auth/callback/credentials'],
  ['GET /invite/ARf8iljTXVhdetPvJ6aCtri9TSoiQWEaf2opANVPnN4', 'GET /invite/{id}'],
  [`GET /invite/${'a'.repeat(43)}`, 'GET /invite/{id}'],
  ['GET /c/northwind/users/%2e%2e', 'GET /c/northwind/users/{id}'],
])('keeps of %s neither ids nor tokens', (target, route) => {
  expect(routeOf(target)).toBe(route)
})
