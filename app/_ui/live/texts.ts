import { describePermission, isPermission } from '@/lib/permissions/catalog'
import type { AccessChange, Status } from '@/lib/realtime/client/state'

/** Beyond as many the rest is only counted. */
const MOST_NAMED = 3

export const STATUS_WORDS = {
  connecting: 'Live',
  live: 'Live',
  reconnecting: 'Reconnecting…',
  offline: 'Offline',
} satisfies Record<Status, string>

/** What is said aloud when the status becomes this one. */
export const STATUS_ANNOUNCEMENTS = {
  connecting: '',
  live: 'Live updates are back.',
  reconnecting: 'Live updates are interrupted. Reconnecting.',
  offline: 'Live updates are off. This page may be out of date.',
} satisfies Record<Status, string>

export const TEXTS = {
  outdated: 'may be out of date',
  refresh: 'Refresh',
  dismiss: 'Dismiss',
  signedOut: 'You have been signed out',
  signIn: 'Sign in',
}

export const endedAt = (time: string) => `You were signed out at ${time}.`

export const statusDetails = (status: Status, time: string) =>
  `${STATUS_WORDS[status]} · updated ${time}`

const REASONS = new Map(
  Object.entries({
    deactivated: 'Your account was deactivated.',
    deleted: 'Your account was deleted.',
    'company deactivated': 'Your company was deactivated.',
    'company deleted': 'Your company was deleted.',
    'ended by an administrator': 'An administrator ended this session.',
    'ended by its owner': 'You ended this session from another one.',
    'password set': 'An administrator set a new password for your account.',
    'password changed': 'Your password was changed, which ends other sessions.',
    'refresh token reused': 'This session was used in two places, as if its key had been copied.',
    expired: 'You were signed in for as long as a session lasts.',
    'signed out': 'You signed out in another tab.',
  }),
)

export const explainEnd = (reason: string | undefined) =>
  REASONS.get(reason ?? '') ?? 'This session has ended.'

const all = new Intl.ListFormat('en')
const any = new Intl.ListFormat('en', { type: 'disjunction' })

function named(codes: readonly string[], list: Intl.ListFormat): string {
  const sentences = codes.filter(isPermission).map((code) => {
    const description = describePermission(code)
    return description.charAt(0).toLowerCase() + description.slice(1)
  })
  const rest = sentences.length - MOST_NAMED
  if (rest <= 1) return list.format(sentences)
  return list.format([...sentences.slice(0, MOST_NAMED), `do ${rest} other things`])
}

export function describeChange({ gained, lost }: AccessChange): string {
  const parts = [
    gained.length > 0 && `you can now ${named(gained, all)}`,
    lost.length > 0 && `you can no longer ${named(lost, any)}`,
  ]
  return `Your access changed: ${parts.filter(Boolean).join('; ')}.`
}
