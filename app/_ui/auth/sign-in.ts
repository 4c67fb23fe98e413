import { type Problem, send } from '../api/send'
import { type Refusal, readRefusal } from './refusal'

interface Credentials {
  email: string
  password: string
  /** Where to go on to; the server keeps it to our own pages. */
  callbackUrl: string
}

type SignIn = { path: string } | { refusal: Refusal }

/** Gets the browser's cookie by the same request as the form without JavaScript, and tells where to go on. */
export async function signIn(credentials: Credentials): Promise<SignIn> {
  const answer = await send<{ url: string }>({
    method: 'POST',
    path: '/api/auth/callback/credentials',
    body: { ...credentials, json: 'true' },
  })
  if (answer.ok) {
    const { pathname, search } = new URL(answer.body.url)
    return { path: pathname + search }
  }
  // Safe because next-auth names its error page in a refusal; our own problems have none.
  const { status, url } = answer.problem as Problem & { url?: string }
  if (status === 0) return { refusal: { kind: 'unreached' } }
  const error = url ? new URL(url).searchParams.get('error') : null
  return { refusal: readRefusal(error ?? 'unavailable') }
}
