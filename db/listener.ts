import postgres from 'postgres'

/** A name that other code knows; `listen` cannot take it as a parameter. */
type Channel = 'outbox' | 'grant_ending' | 'mail' | 'realtime'

interface Listening {
  /** Called with the payload of each notification. */
  onNotify(payload: string, channel: Channel): void
  /** Called whenever listening begins, also again after a gap in which notifications were lost. */
  onListening?(): void
  /** Shown in pg_stat_activity. */
  name: string
}

const HEARTBEAT_MS = 30_000
const PATIENCE_MS = 5_000
const PAUSES_MS = [100, 200, 500, 1000, 2000]

/**
 * Hears what other transactions notify, on a connection of its own that it opens anew whenever it breaks
 * or falls silent; postgres.js's own `listen` gives up when the first attempt to reconnect fails. Ends
 * with `close`.
 */
export class Listener {
  private client: postgres.Sql | undefined
  private heartbeat: NodeJS.Timeout | undefined
  private retry: NodeJS.Timeout | undefined
  private failures = 0
  private isClosed = false

  constructor(
    private readonly url: string,
    private readonly channels: readonly Channel[],
    private readonly listening: Listening,
  ) {
    this.open()
  }

  async close(): Promise<void> {
    this.isClosed = true
    clearTimeout(this.retry)
    await this.drop()
  }

  private open() {
    const lost = () => this.reopen(client)
    const options = {
      max: 1,
      idle_timeout: 0,
      max_lifetime: null,
      fetch_types: false,
      connect_timeout: PATIENCE_MS / 1000,
      onnotice: () => {},
      onclose: lost,
      // postgres.js passes it to its connections, as its own `listen` relies on, but does not type it.
      onnotify: (channel: Channel, payload: string) => {
        if (client === this.client) this.listening.onNotify(payload, channel)
      },
      connection: { application_name: this.listening.name },
    }
    const client = postgres(this.url, options)
    this.client = client
    client
      .unsafe(this.channels.map((channel) => `listen ${channel}`).join(';'))
      .then(() => this.begin(client), lost)
  }

  private begin(client: postgres.Sql) {
    if (client !== this.client) return
    this.failures = 0
    this.heartbeat = setInterval(() => this.beat(client), HEARTBEAT_MS).unref()
    this.listening.onListening?.()
  }

  /** A connection whose other end vanished without a word looks like one on which nothing happens. */
  private beat(client: postgres.Sql) {
    const silence = setTimeout(() => this.reopen(client), PATIENCE_MS)
    const alive = () => clearTimeout(silence)
    client`select 1`.then(alive, alive)
  }

  private reopen(client: postgres.Sql) {
    if (client !== this.client || this.isClosed) return
    void this.drop()
    const pause = PAUSES_MS[Math.min(this.failures++, PAUSES_MS.length - 1)]!
    this.retry = setTimeout(() => this.open(), pause * (0.5 + Math.random()))
  }

  private async drop() {
    clearInterval(this.heartbeat)
    const { client } = this
    this.client = undefined
    await client?.end({ timeout: 0 }).catch(() => {})
  }
}
