import { loginWithPassword } from '@/lib/auth/commands'
import type { Context } from '@/lib/core/context'
import { contextOf } from '@/lib/core/request'
import { PASSWORD, run } from './sandbox'

/** Signs in as every door does. Throws what it throws. */
export const signIn = (email: string, password = PASSWORD, company?: string) =>
  run(loginWithPassword, null, { email, password, company })

/** Tries wrong passwords; five lock. */
export async function failToSignIn(email: string, times = 5) {
  for (let attempt = 0; attempt < times; attempt++) await signIn(email, 'wrong').catch(() => {})
}

/** Whoever asks with an access token. */
export const contextWith = (token: string): Promise<Context> =>
  contextOf(
    new Request('http://localhost/', { headers: { authorization: `Bearer ${token}` } }),
    'test',
  )
