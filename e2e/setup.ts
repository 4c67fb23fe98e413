import { randomBytes } from 'node:crypto'
import { clearCounts, reportCounts } from './counts'
import { createSuperuser, startServer } from './server'

/**
 * Starts the server that all tests talk to, and tells afterwards how many of its answers were checked. With
 * E2E_URL and both superusers given, the tests talk to that server instead.
 */
export default async function setup() {
  clearCounts()
  if (process.env.E2E_URL) return reportCounts
  const server = await startServer()
  const superuser = {
    email: 'superuser@example.com',
    password: `Aa1-${randomBytes(12).toString('base64url')}`,
  }
  try {
    await createSuperuser(superuser)
  } catch (error) {
    await server.stop()
    throw error
  }
  Object.assign(process.env, {
    E2E_URL: server.url,
    E2E_SUPERUSER: JSON.stringify(superuser),
    E2E_FIRST_SUPERUSER: JSON.stringify(server.superuser),
  })
  return async () => {
    await server.stop()
    reportCounts()
  }
}
