import { signIn } from '@/app/_ui/auth/sign-in'

/** Exchanges the tokens that an acceptance answers with for the browser's own cookie, and goes on. */
export async function enter(
  { access }: { access: string },
  credentials: { email: string; password: string },
) {
  // The tokens are for other frontends; a session that nobody uses must not stay in the list of sessions.
  await fetch('/api/auth/logout/', {
    method: 'POST',
    headers: { authorization: `Bearer ${access}`, 'content-type': 'application/json' },
    body: '{}',
  }).catch(() => undefined)
  const answer = await signIn({ ...credentials, callbackUrl: '/' })
  location.assign('path' in answer ? answer.path : '/login')
}
