/** Why somebody was not signed in. */
export type Refusal =
  | { kind: 'wrong' | 'busy' | 'unreached' | 'closed' }
  | { kind: 'locked'; seconds: number }

/** The reason as the sign-in page's address names it: a code, and for how many seconds. */
export function readRefusal(error: string): Refusal {
  const [code, seconds] = error.split('.')
  if (code === 'locked' || code === 'rate_limited') {
    return { kind: 'locked', seconds: Math.min(Math.max(Number(seconds) || 60, 1), 86_400) }
  }
  // What an administrator locked opens by no waiting that anybody would do in front of it.
  if (code === 'account_locked') return { kind: 'closed' }
  return { kind: code === 'invalid_credentials' ? 'wrong' : 'busy' }
}
