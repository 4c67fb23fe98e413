import { BackOff } from './back-off'
import { Connection, DatabaseUnavailable, type Db, sqlState } from './connection'

export interface PoolOptions {
  /** Connections at the most. */
  max: number
  /** Transactions that may wait for a connection; one more is refused at once. */
  queue: number
  /** How long a transaction may take, the wait for a connection and all attempts included. */
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

const unavailable = (why: string) => Promise.reject(new DatabaseUnavailable(why))

/**
 * Lends connections to transactions. Measured against PostgreSQL restarts, postgres.js's own pool
 * leaves callers of `begin` hanging for ever; here every transaction has a deadline, a broken
 * connection fails only its own transaction, and the waiting line is bounded.
 */
export class Pool {
  private readonly connections = new Set<Connection>()
  private readonly idle: Connection[] = []
  private readonly waiting: Waiter[] = []
  private readonly deadlines = new Map<Connection, NodeJS.Timeout>()
  private readonly backOff = new BackOff()
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

  /** Runs `body` in a transaction and takes it back before the promise resolves: nothing is left of it. Retried as a write. */
  rehearse<T>(body: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.retried(body, async (connection) => void (await connection.send('rollback')))
  }

  /** Runs `body` in a transaction whose end nobody waits for: it has nothing to lose. */
  read<T>(body: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.retried(body, undefined)
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
    const until = performance.now() + this.options.deadlineMs
    for (let attempt = 1; ; attempt++) {
      const connection = await this.acquire(until)
      this.limit(connection, until)
      const { db, end } = connection.borrow()
      let committing = false
      try {
        const begun = connection.send('begin')
        begun.catch(() => {})
        const sendAhead = (statement: string) => void connection.send(statement).catch(() => {})
        const result = await body({ db, sendAhead })
        committing = true
        end()
        if (!commit) void connection.send('commit').then(...this.releasing(connection))
        else {
          await commit(connection)
          this.release(connection)
        }
        return result
      } catch (error) {
        end()
        void connection.send('rollback').then(...this.releasing(connection))
        const state = sqlState(error)
        if (!committing && state && RETRYABLE.has(state) && attempt < ATTEMPTS) continue
        throw error
      }
    }
  }

  /** Discards a connection at the deadline, unless it is back by then: a lost COMMIT answers nothing either. */
  private limit(connection: Connection, until: number) {
    const expire = () =>
      this.discard(connection, new DatabaseUnavailable('The database took too long.'))
    if (this.connections.has(connection)) {
      this.deadlines.set(connection, setTimeout(expire, until - performance.now()))
    }
  }

  private settle(connection: Connection) {
    clearTimeout(this.deadlines.get(connection))
    this.deadlines.delete(connection)
  }

  private acquire(until: number): Promise<Connection> {
    if (this.isClosed) return unavailable('The server is shutting down.')
    for (let next = this.idle.pop(); next; next = this.idle.pop()) {
      if (next.isUsable) return Promise.resolve(next)
      this.discard(next)
    }
    const patienceMs = until - performance.now()
    if (patienceMs <= 0) {
      return unavailable('The database took too long.')
    }
    if (!this.backOff.isPaused) {
      if (this.connections.size < this.options.max) return Promise.resolve(this.open())
    } else if (![...this.connections].some(({ hasAnswered }) => hasAnswered)) {
      return unavailable('The database cannot be reached.')
    }
    if (this.waiting.length >= this.options.queue) {
      return unavailable('Too many requests are waiting for the database.')
    }
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        resolve: (connection) => {
          clearTimeout(patience)
          resolve(connection)
        },
        reject: (error) => {
          clearTimeout(patience)
          reject(error)
        },
      }
      const patience = setTimeout(() => {
        this.waiting.splice(this.waiting.indexOf(waiter), 1)
        reject(new DatabaseUnavailable('The database was busy for too long.'))
      }, patienceMs)
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
    this.settle(connection)
    if (!this.connections.has(connection)) return
    if (connection.hasAnswered) this.backOff.succeeded()
    if (!connection.isUsable || this.isClosed) return this.discard(connection)
    const waiter = this.waiting.shift()
    if (waiter) waiter.resolve(connection)
    else this.idle.push(connection)
  }

  private discard(connection: Connection, reason?: Error) {
    this.settle(connection)
    if (!this.connections.delete(connection)) return
    const position = this.idle.indexOf(connection)
    if (position >= 0) this.idle.splice(position, 1)
    void connection.close(reason)
    if (this.isClosed) return
    if (!connection.hasAnswered) this.backOff.failed()
    if (!this.backOff.isPaused) {
      const waiter = this.waiting.shift()
      if (waiter) waiter.resolve(this.open())
    } else if (this.connections.size === 0) {
      for (const { reject } of this.waiting.splice(0)) {
        reject(new DatabaseUnavailable('The database cannot be reached.'))
      }
    }
  }
}
