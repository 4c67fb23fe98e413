import { systemPool } from '@/lib/core/database'
import type { SignedIn } from './login'
import { currentUserOf } from './queries'
import { firstRefreshToken } from './refresh'
import { signToken } from './tokens'

/** What somebody gets who has just signed in, by whatever way. */
export async function tokensFor({ principal, companies }: SignedIn) {
  const user = currentUserOf(principal)
  return {
    access: await signToken('access', { sid: principal.session_id, sub: principal.user_id }),
    refresh: await systemPool().write(({ db }) =>
      firstRefreshToken(db, principal.company_id, principal.session_id),
    ),
    user,
    permissions: user.permissions,
    ...(companies.length > 1 && { companies }),
  }
}
