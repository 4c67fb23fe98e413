import {
  changeBetween,
  type LiveState,
  type Me,
  OFFLINE_MS,
  RECONNECTING_MS,
  statusOf,
} from './state'

/** What one page knows and shows. Nothing but time happens in here, so that it can be made on the server too. */
export class LiveStore {
  private readonly listeners = new Set<() => void>()
  private state: LiveState
  private known: Me
  private lostSince: number | undefined
  private hasBeenLive = false
  private timer: ReturnType<typeof setTimeout> | undefined

  constructor(me: Me) {
    this.known = me
    const { version, permissions } = me
    this.state = {
      status: 'connecting',
      isCutOff: false,
      updatedAt: undefined,
      version,
      permissions,
    }
  }

  get me() {
    return this.known
  }

  readonly snapshot = () => this.state

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener)
    return () => {
      this.listeners.delete(listener)
    }
  }

  /** Takes what the server said, unless something newer is known. */
  take(me: Me, at = Date.now()) {
    if (this.state.signedOut || me.version < this.known.version) return
    const updatedAt = Math.max(at, this.state.updatedAt ?? 0)
    // One version has one truth, so that the same version changes nothing.
    const change = me.version > this.known.version ? changeBetween(this.known, me) : undefined
    if (me.version > this.known.version) this.known = me
    const { version, permissions } = this.known
    this.set({ updatedAt, version, permissions, ...(change && { change }) })
  }

  /** Since when news may be missing, nothing when none are, and whether the server cannot be asked either. */
  lose(since: number | undefined, isCutOff: boolean) {
    this.lostSince = since
    if (since === undefined) this.hasBeenLive = true
    if (isCutOff !== this.state.isCutOff) this.set({ isCutOff })
    this.tell()
  }

  /** The reason may become known later than the end. */
  end(reason: string | undefined) {
    this.rest()
    this.set({ signedOut: { reason, at: this.state.signedOut?.at ?? Date.now() } })
  }

  readonly dismissChange = () => this.set({ change: undefined })

  /** Stops the clock of a page that is left. */
  rest() {
    clearTimeout(this.timer)
  }

  private tell() {
    this.rest()
    const lostFor = this.lostSince === undefined ? undefined : Date.now() - this.lostSince
    const status = statusOf(lostFor, this.hasBeenLive)
    if (status !== this.state.status) this.set({ status })
    if (lostFor === undefined || lostFor >= OFFLINE_MS) return
    const next = lostFor < RECONNECTING_MS ? RECONNECTING_MS : OFFLINE_MS
    this.timer = setTimeout(() => this.tell(), next - lostFor)
  }

  private set(news: Partial<LiveState>) {
    this.state = { ...this.state, ...news }
    for (const listener of this.listeners) listener()
  }
}
