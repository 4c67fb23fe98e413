/**
 * Makes one tab of a browser the leader, through a lock that the browser frees when the tab dies. Where there
 * are no locks, which is on plain http of another host than localhost, every tab leads for itself.
 */
export class Office {
  private term: AbortController | undefined

  constructor(
    private readonly locks: LockManager | undefined,
    private readonly name: string,
    /** Begins to lead and returns how to cease. */
    private readonly lead: () => () => void,
  ) {}

  /** Waits for its turn, or takes it from a leader who does not answer. */
  stand(isSeizing = false) {
    this.resign()
    const term = new AbortController()
    this.term = term
    if (!this.locks) {
      void this.serve(term.signal)
      return
    }
    const options = isSeizing ? { steal: true } : { signal: term.signal }
    this.locks
      .request(this.name, options, () => this.serve(term.signal))
      .catch((error: unknown) => {
        if (this.term !== term) return
        // Another tab has taken it; whatever else goes wrong with locks, going without them works.
        if (error instanceof Error && error.name === 'AbortError') this.stand()
        else void this.serve(term.signal)
      })
  }

  resign() {
    this.term?.abort()
    this.term = undefined
  }

  private serve(signal: AbortSignal): Promise<void> {
    return new Promise((done) => {
      if (signal.aborted) return done()
      const cease = this.lead()
      signal.addEventListener('abort', () => {
        cease()
        done()
      })
    })
  }
}
