import { backOff, type Me } from './state'

/** What asking the server who is signed in came to. */
export type Outcome =
  | { kind: 'me'; me: Me }
  | { kind: 'ended' }
  /** It could not be asked, so nothing is known to have changed. */
  | { kind: 'failed' }

const PATIENCE_MS = 10_000
const FIRST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 60_000

/** Asks `/api/auth/me/`, which is the only truth. Never throws. */
export async function readMe(fetch: typeof globalThis.fetch): Promise<Outcome> {
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS)
    const response = await fetch('/api/auth/me/', { cache: 'no-store', signal })
    if (response.status === 401) return { kind: 'ended' }
    if (!response.ok) return { kind: 'failed' }
    // Safe because our own server made it from the schema of that name.
    const body = (await response.json()) as { user: { id: string }; permissions: string[] } & Me
    const { user, permissions, version } = body
    return { kind: 'me', me: { id: user.id, permissions, version } }
  } catch {
    return { kind: 'failed' }
  }
}

/** Reads when told to: never twice at once, once more when told meanwhile, and again after a failure. */
export class Reader {
  private isReading = false
  private isStale = false
  private isStopped = false
  private failures = 0
  private timer: ReturnType<typeof setTimeout> | undefined

  constructor(
    private readonly ask: () => Promise<Outcome>,
    private readonly onOutcome: (outcome: Outcome, isStale: boolean) => void,
  ) {}

  readonly read = () => {
    if (this.isReading || this.isStopped) {
      this.isStale = true
      return
    }
    clearTimeout(this.timer)
    void this.run()
  }

  stop() {
    this.isStopped = true
    clearTimeout(this.timer)
  }

  private async run() {
    this.isReading = true
    this.isStale = false
    const outcome = await this.ask()
    this.isReading = false
    if (this.isStopped) return
    const { isStale } = this
    this.onOutcome(outcome, isStale)
    if (this.isStopped) return
    if (outcome.kind !== 'failed') this.failures = 0
    if (isStale) this.read()
    else if (outcome.kind === 'failed') {
      this.timer = setTimeout(this.read, backOff(this.failures++, FIRST_PAUSE_MS, LONGEST_PAUSE_MS))
    }
  }
}
