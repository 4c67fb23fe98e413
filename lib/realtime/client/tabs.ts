import { Office } from './office'
import type { Me } from './state'

/** What the tabs of one browser tell each other. */
export type News =
  | { kind: 'ask' }
  | { kind: 'me'; me: Me; at: number }
  | { kind: 'link'; lostSince: number | undefined; isCutOff: boolean }
  /** A session of the person has ended. */
  | { kind: 'ended'; reason: string | undefined }

export interface Browser {
  locks: LockManager | undefined
  openChannel(name: string): BroadcastChannel
}

interface Part {
  /** Begins to lead the other tabs and returns how to cease. */
  lead(): () => void
  hear(news: News): void
}

/** A leader that does not answer for as long is frozen, and hears nothing from the server either. */
const PATIENCE_MS = 5_000

/** The tabs in which one person is signed in, of which one leads. */
export class Tabs {
  isLeading = false
  /** Whether somebody else has led before, and may have missed something at the end. */
  isSuccessor = false
  private readonly channel: BroadcastChannel
  private readonly office: Office
  private patience: ReturnType<typeof setTimeout> | undefined
  private isClosed = false

  constructor(
    userId: string,
    private readonly browser: Browser,
    private readonly part: Part,
  ) {
    const name = `live-${userId}`
    this.channel = browser.openChannel(name)
    this.channel.onmessage = ({ data }: MessageEvent<News>) => this.hear(data)
    this.office = new Office(browser.locks, name, () => this.lead())
  }

  join() {
    this.office.stand()
    this.ask()
  }

  leave() {
    this.calm()
    this.office.resign()
  }

  close() {
    this.isClosed = true
    this.leave()
    this.channel.close()
  }

  tell(news: News) {
    if (!this.isClosed) this.channel.postMessage(news)
  }

  /** Asks the leader what is known, and takes its place when no answer comes. */
  ask() {
    if (this.isLeading || !this.browser.locks) return
    this.tell({ kind: 'ask' })
    this.patience ??= setTimeout(() => {
      this.patience = undefined
      this.office.stand(true)
    }, PATIENCE_MS)
  }

  private lead() {
    this.calm()
    this.isLeading = true
    const cease = this.part.lead()
    return () => {
      this.isLeading = false
      cease()
    }
  }

  private hear(news: News) {
    if (news.kind === 'link') {
      if (this.isLeading) return
      this.calm()
      this.isSuccessor = true
    }
    this.part.hear(news)
  }

  private calm() {
    clearTimeout(this.patience)
    this.patience = undefined
  }
}
