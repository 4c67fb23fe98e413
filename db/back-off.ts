const FIRST_PAUSE_MS = 100
const LONGEST_PAUSE_MS = 2_000

/** A database that cannot be reached is not asked again by each request: failures pause it, ever longer. */
export class BackOff {
  private failures = 0
  private until = 0

  get isPaused() {
    return performance.now() < this.until
  }

  failed() {
    // What fails at the same time is one failure.
    if (this.isPaused) return
    this.until =
      performance.now() + Math.min(FIRST_PAUSE_MS * 2 ** this.failures++, LONGEST_PAUSE_MS)
  }

  succeeded() {
    this.failures = this.until = 0
  }
}
