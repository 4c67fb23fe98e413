import { Connection, DatabaseUnavailable, type Db } from './connection'

export interface PoolOptions {
  /** Connections at the most. */
  max: number
  /** Transactions that may wait for a connection; one more is refused at once. */
  queue: number
  /** How long a transaction may take, the wait for a connection included. */
  deadlineMs: number
}

type Waiter = { resolve: (connection: Connection) => void; reject: (error: Error) => void }

/** What a transaction's body gets: Drizzle, and a way to send a statement that nobody waits for. */
export interface Transaction {
  db: Db
  /** Sends a statement ahead of the next one; its failure makes the commit fail. */
  sendAhead(statement: string): void
}

const RETRYABLE = new Set(['40001', '40P01'])
const ATTEMPTS = 3

const sqlState = (error: unknown): string | undefined => {
  for (let at = error; at && typeof at === 'object'; at = 'cause' in at ? at.cause : undefined) {
    if ('code' in at && typeof at.code === 'string' && 'severity' in at) return at.code
  }
  return undefined
}

/**
 * Lends connections to transactions. Measured against PostgreSQL restarts, postgres.js's own pool
 * leaves callers of `begin` hanging for ever; here every transaction has a deadline, a broken
 * connection fails only its own transaction, and the waiting line is bounded.
 */
export class Pool {
  private readonly connections = new Set<Connection>()
  private readonly idle: Connection[] = []
  private readonly waiting: Waiter[] = []
  private isClosed = false

  constructor(
    private readonly url: string,
    private readonly options: PoolOptions,
  ) {}

  /** Runs `body` in a transaction and commits it before the promise resolves. Retried on deadlock and serialisation failure. */
  write<T>(body: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.retried(body, async (connection) => {
      const outcome = await connection.send('commit')
      if (outcome && 'command' in outcome && outcome.command !== 'COMMIT') {
        throw new Error('The transaction was rolled back, because a statement in it had failed.')
      }
    })
  }

  /** Runs `body` in a transaction whose end nobody waits for: it has nothing to lose. */
  read<T>(body: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.retried(body, undefined)
  }

  /** Whether it still takes transactions; what works in the background ends with it. */
  get isOpen() {
    return !this.isClosed
  }

  async close() {
    this.isClosed = true
    for (const { reject } of this.waiting.splice(0)) {
      reject(new DatabaseUnavailable('The server is shutting down.'))
    }
    await Promise.all([...this.connections].map((connection) => connection.close()))
  }

  private async retried<T>(
    body: (tx: Transaction) => Promise<T>,
    commit: ((connection: Connection) => Promise<void>) | undefined,
  ): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      const connection = await this.acquire()
      const deadline = setTimeout(
        () => this.discard(connection, new DatabaseUnavailable('The database took too long.')),
        this.options.deadlineMs,
      )
      const { db, end } = connection.borrow()
      let committing = false
      try {
        const begun = connection.send('begin')
        begun.catch(() => {})
        const sendAhead = (statement: string) => void connection.send(statement).catch(() => {})
        const result = await body({ db, sendAhead })
        committing = true
        end()
        if (commit) await commit(connection)
        else void connection.send('commit').then(...this.releasing(connection))
        if (commit) this.release(connection)
        return result
      } catch (error) {
        end()
        void connection.send('rollback').then(...this.releasing(connection))
        const state = sqlState(error)
        if (!committing && state && RETRYABLE.has(state) && attempt < ATTEMPTS) continue
        throw error
      } finally {
        clearTimeout(deadline)
      }
    }
  }

  private acquire(): Promise<Connection> {
    if (this.isClosed)
      return Promise.reject(new DatabaseUnavailable('The server is shutting down.'))
    for (let next = this.idle.pop(); next; next = this.idle.pop()) {
      if (next.isUsable) return Promise.resolve(next)
      this.discard(next)
    }
    if (this.connections.size < this.options.max) return Promise.resolve(this.open())
    if (this.waiting.length >= this.options.queue) {
      return Promise.reject(
        new DatabaseUnavailable('Too many requests are waiting for the database.'),
      )
    }
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        resolve: (connection) => {
          clearTimeout(patience)
          resolve(connection)
        },
        reject,
      }
      const patience = setTimeout(() => {
        this.waiting.splice(this.waiting.indexOf(waiter), 1)
        reject(new DatabaseUnavailable('The database was busy for too long.'))
      }, this.options.deadlineMs)
      this.waiting.push(waiter)
    })
  }

  private open(): Connection {
    const connection = new Connection(this.url, this.options.deadlineMs, (lost) =>
      this.discard(lost),
    )
    this.connections.add(connection)
    return connection
  }

  private releasing(connection: Connection) {
    return [
      () => this.release(connection),
      () => this.discard(connection, new DatabaseUnavailable('The database connection was lost.')),
    ] as const
  }

  private release(connection: Connection) {
    if (!this.connections.has(connection)) return
    if (!connection.isUsable || this.isClosed) return this.discard(connection)
    const waiter = this.waiting.shift()
    if (waiter) waiter.resolve(connection)
    else this.idle.push(connection)
  }

  private discard(connection: Connection, reason?: Error) {
    if (!this.connections.delete(connection)) return
    const position = this.idle.indexOf(connection)
    if (position >= 0) this.idle.splice(position, 1)
    void connection.close(reason)
    const waiter = this.isClosed ? undefined : this.waiting.shift()
    if (waiter) waiter.resolve(this.open())
  }
}
