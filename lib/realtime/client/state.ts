/** What a page knows of the person it was rendered for. */
export interface Me {
  id: string
  permissions: readonly string[]
  version: number
}

/** `connecting` is the quiet beginning, of which nobody has to be told. */
export type Status = 'connecting' | 'live' | 'reconnecting' | 'offline'

export interface AccessChange {
  gained: readonly string[]
  lost: readonly string[]
}

export interface SignedOut {
  /** As the server names it; nothing when only the end became known. */
  reason: string | undefined
  at: number
}

export interface LiveState {
  status: Status
  /** Whether the server did not answer when it was last asked; without live updates alone, it does. */
  isCutOff: boolean
  /** When the server was last asked, in milliseconds; nothing before the page is interactive. */
  updatedAt: number | undefined
  version: number
  permissions: readonly string[]
  change?: AccessChange
  signedOut?: SignedOut
}

export const RECONNECTING_MS = 5_000
export const OFFLINE_MS = 30_000

/** How a loss that began `lostFor` milliseconds ago is shown. Most are over before anybody needs to know. */
export function statusOf(lostFor: number | undefined, hasBeenLive: boolean): Status {
  if (lostFor === undefined) return 'live'
  if (lostFor >= OFFLINE_MS) return 'offline'
  if (lostFor >= RECONNECTING_MS) return 'reconnecting'
  return hasBeenLive ? 'live' : 'connecting'
}

export function changeBetween(before: Me, after: Me): AccessChange | undefined {
  const gained = after.permissions.filter((code) => !before.permissions.includes(code))
  const lost = before.permissions.filter((code) => !after.permissions.includes(code))
  return gained.length > 0 || lost.length > 0 ? { gained, lost } : undefined
}

/** A pause that doubles with each failure, a quarter longer or shorter, so that browsers come back one by one. */
export const backOff = (failures: number, firstMs: number, longestMs: number) =>
  Math.min(firstMs * 2 ** failures, longestMs) * (0.75 + Math.random() / 2)
