import { createHmac } from 'node:crypto'

/** The database roles that answer requests: a company's people, and a superuser's transaction. */
export interface RequestRoles {
  request: string
  platform: string
}

/**
 * The address under which requests are answered: the owner's, with a role of its own for this database
 * and a password derived from the secret, so that every instance arrives at the same one.
 */
export function requestUrl(ownerUrl: string, secret: string): string {
  const url = new URL(ownerUrl)
  url.username = `${databaseName(ownerUrl)}_request`
  url.password = createHmac('sha256', secret).update('database request role').digest('base64url')
  return url.toString()
}

export function rolesOf(url: string): RequestRoles {
  const request = decodeURIComponent(new URL(url).username)
  return { request, platform: `${request}_platform` }
}

export const databaseName = (url: string) =>
  decodeURIComponent(new URL(url).pathname.slice(1)) || decodeURIComponent(new URL(url).username)
