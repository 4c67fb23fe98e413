import type { Connect, Link } from './link'
import { type Outcome, Reader, readMe } from './reader'
import { backOff, type Me } from './state'
import type { LiveStore } from './store'
import { type Browser, type News, Tabs } from './tabs'

/** What the core needs of a browser, so that tests can be one. */
export interface World extends Browser {
  window: EventTarget
  document: EventTarget & Pick<Document, 'visibilityState'>
  fetch: typeof fetch
  connect: Connect
  /** Renders the page anew, for whoever is signed in. */
  reload(): void
}

const POLL_MS = 60_000
/** How long a page that found its session ended still listens for the reason. */
const FAREWELL_MS = 2_000

/** Keeps one page as new as the server: the leader among a browser's tabs listens, and tells the others. */
export class Live {
  private readonly tabs: Tabs
  private readonly reader: Reader
  private readonly listening = new AbortController()
  private link: Link | undefined
  private linkLostSince: number | undefined = Date.now()
  private readFailedSince: number | undefined
  private isLeaderCutOff = false
  private reason: string | undefined
  private isDoubted = false
  private poll: ReturnType<typeof setTimeout> | undefined
  private farewell: ReturnType<typeof setTimeout> | undefined

  constructor(
    private readonly world: World,
    private readonly store: LiveStore,
  ) {
    this.reader = new Reader(
      () => readMe(world.fetch),
      (outcome, isStale) => this.learn(outcome, isStale),
    )
    this.tabs = new Tabs(store.me.id, world, {
      lead: () => this.lead(),
      hear: (news) => this.hear(news),
    })
    this.listen()
    this.tabs.join()
    this.updateLoss()
  }

  stop() {
    this.listening.abort()
    this.tabs.close()
    this.reader.stop()
    this.store.rest()
    clearTimeout(this.farewell)
  }

  /** For somebody who does not want to wait. */
  refresh() {
    this.reader.read()
    this.link?.retry()
  }

  /** Takes what the server rendered or answered. Whoever signed in meanwhile must not see the page of another. */
  meet(me: Me, at = Date.now()) {
    if (me.id === this.store.me.id && !this.isDoubted) return this.store.take(me, at)
    this.stop()
    this.world.reload()
  }

  /** The server rendered the page for nobody, so that it cannot stay even if somebody is signed in now. */
  doubt() {
    this.isDoubted = true
    this.reader.read()
  }

  private listen() {
    const { window, document } = this.world
    const on = (target: EventTarget, type: string, run: (event: Event) => void) =>
      target.addEventListener(type, run, { signal: this.listening.signal })
    // A frozen page, or one that the browser keeps for going back, would lead and hear nothing.
    on(window, 'pagehide', () => this.tabs.leave())
    on(document, 'freeze', () => this.tabs.leave())
    on(document, 'resume', () => this.comeBack())
    on(window, 'pageshow', (event) => {
      if ((event as PageTransitionEvent).persisted) this.comeBack()
    })
    on(document, 'visibilitychange', () => {
      if (document.visibilityState !== 'visible') return
      this.reader.read()
      this.tabs.ask()
    })
    for (const type of ['online', 'offline']) on(window, type, () => this.link && this.refresh())
  }

  private comeBack() {
    this.tabs.join()
    this.reader.read()
  }

  private lead() {
    this.linkLostSince ??= Date.now()
    this.isLeaderCutOff = false
    this.updateLoss()
    if (this.tabs.isSuccessor) this.reader.read()
    this.link = this.world.connect({
      connected: () => this.setLink(undefined),
      lost: () => this.setLink(this.linkLostSince ?? Date.now()),
      refused: this.reader.read,
      changed: (version) => {
        if (!(Number(version) <= this.store.me.version)) this.reader.read()
      },
      revoked: (reason) => {
        const news = {
          kind: 'ended',
          reason: typeof reason === 'string' ? reason : undefined,
        } as const
        this.hear(news)
        // Before ours is known to have ended, or a follower could find that out without the reason.
        this.tabs.tell(news)
      },
    })
    this.pollWhileLost()
    return () => {
      this.link?.close()
      this.link = undefined
      clearTimeout(this.poll)
    }
  }

  private setLink(lostSince: number | undefined) {
    this.linkLostSince = lostSince
    this.updateLoss()
    if (lostSince === undefined) this.reader.read()
    this.pollWhileLost()
  }

  private pollWhileLost() {
    clearTimeout(this.poll)
    if (this.linkLostSince === undefined) return
    const again = () => {
      this.reader.read()
      this.pollWhileLost()
    }
    this.poll = setTimeout(again, backOff(0, POLL_MS, POLL_MS))
  }

  private hear(news: News) {
    if (news.kind === 'me') this.meet(news.me, news.at)
    if (news.kind === 'link') {
      this.linkLostSince = news.lostSince
      this.isLeaderCutOff = news.isCutOff
      this.updateLoss()
    }
    if (news.kind === 'ask' && this.tabs.isLeading) {
      this.tabs.tell({ kind: 'me', me: this.store.me, at: this.store.snapshot().updatedAt ?? 0 })
      this.updateLoss()
    }
    if (news.kind === 'ended') {
      // Perhaps another session of the person, or the one before this page's: the server knows.
      this.reason = news.reason ?? this.reason
      if (!this.store.snapshot().signedOut) this.reader.read()
      else if (news.reason) this.end()
    }
  }

  private learn(outcome: Outcome, isStale: boolean) {
    if (outcome.kind === 'ended') return this.end()
    const hasFailed = outcome.kind === 'failed'
    this.readFailedSince = hasFailed ? (this.readFailedSince ?? Date.now()) : undefined
    this.updateLoss()
    if (hasFailed) return
    // The end may have been announced after this answer was made.
    if (!isStale) this.reason = undefined
    const at = Date.now()
    this.tabs.tell({ kind: 'me', me: outcome.me, at })
    this.meet(outcome.me, at)
  }

  private end() {
    this.tabs.tell({ kind: 'ended', reason: this.reason })
    this.reader.stop()
    this.store.end(this.reason)
    if (this.reason) this.stop()
    else this.farewell = setTimeout(() => this.stop(), FAREWELL_MS)
  }

  private updateLoss() {
    const known = [this.linkLostSince, this.readFailedSince].filter((since) => since !== undefined)
    const lostSince = known.length > 0 ? Math.min(...known) : undefined
    const isCutOff = this.readFailedSince !== undefined || this.isLeaderCutOff
    this.store.lose(lostSince, isCutOff)
    if (this.tabs.isLeading) this.tabs.tell({ kind: 'link', lostSince, isCutOff })
  }
}
