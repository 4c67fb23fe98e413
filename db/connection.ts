import { Socket } from 'node:net'
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'

/** A Drizzle connection on which a transaction runs. */
export type Db = PostgresJsDatabase

/** No connection could be had, or it was lost: the request may be tried again later. */
export class DatabaseUnavailable extends Error {
  // By its name it is known across module graphs and minifiers, which give the class another identity.
  override readonly name = 'DatabaseUnavailable'
}

const LIFETIME_MS = 30 * 60_000
const CONNECT_TIMEOUT_MS = 5_000

interface Target {
  host: string[]
  port: number[]
  path?: string
}

/** PostgreSQL's own errors carry the severity ERROR; anything else means that the connection is lost. */
const isLost = (error: unknown) =>
  !(error && typeof error === 'object' && 'severity' in error && error.severity === 'ERROR')

/** PostgreSQL's code of an error, however deep it is wrapped. */
export const sqlState = (error: unknown): string | undefined => {
  for (let at = error; at && typeof at === 'object'; at = 'cause' in at ? at.cause : undefined) {
    if ('code' in at && typeof at.code === 'string' && 'severity' in at) return at.code
  }
  return undefined
}

/**
 * One physical connection, lent to one transaction at a time. Once anything breaks it, it answers
 * nothing more: postgres.js would reconnect silently and run the rest outside the transaction.
 */
export class Connection {
  private readonly born = Date.now()
  private readonly client: postgres.Sql
  private socket: Socket | undefined
  private lost: Error | undefined
  private answered = false
  private readonly pending = new Set<(error: Error) => void>()

  constructor(
    url: string,
    deadlineMs: number,
    private readonly onLost: (connection: Connection) => void,
  ) {
    const options = {
      max: 1,
      fetch_types: false,
      max_lifetime: null,
      connect_timeout: CONNECT_TIMEOUT_MS / 1000,
      socket: (target: Target) => this.connect(target),
      onnotice: () => {},
      onclose: () => this.lose(new DatabaseUnavailable('The database closed the connection.')),
      connection: {
        application_name: 'erp-access',
        // Below the deadline, so that a wait ends with PostgreSQL's own error and not with the connection.
        statement_timeout: Math.floor(deadlineMs * 0.9),
        lock_timeout: Math.floor(deadlineMs * 0.8),
        idle_in_transaction_session_timeout: deadlineMs * 2,
      },
    }
    this.client = postgres(url, options)
  }

  /** Whether the database has ever answered on it. */
  get hasAnswered() {
    return this.answered
  }

  get isUsable() {
    return !this.lost && Date.now() - this.born < LIFETIME_MS
  }

  /**
   * Sends a statement behind those already sent, without waiting for their answers. With parameters
   * it is prepared: otherwise postgres.js waits once more, to learn the parameter types.
   */
  async send(text: string, parameters: unknown[] = [], values = false) {
    if (this.lost) throw this.lost
    // Safe because PostgreSQL itself refuses a parameter of another type.
    const query = this.client.unsafe(text, parameters as never[], {
      prepare: parameters.length > 0,
    })
    try {
      const outcome = await this.unlessLost(values ? query.values() : query)
      if (this.lost) throw this.lost
      this.answered = true
      return outcome
    } catch (error) {
      if (isLost(error)) {
        this.lose(new DatabaseUnavailable('The database connection was lost.', { cause: error }))
      }
      throw this.lost ?? error
    }
  }

  /** postgres.js may keep what it had queued for ever, when its connection ends. */
  private unlessLost<T>(query: PromiseLike<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.pending.add(reject)
      const settled = () => this.pending.delete(reject)
      query.then(resolve, reject).then(settled, settled)
    })
  }

  /** Opens the only socket this connection ever has; postgres.js asks for another when that breaks. */
  private connect({ host, port, path }: Target): Promise<Socket> {
    if (this.socket || this.lost) {
      return Promise.reject(
        this.lost ?? new DatabaseUnavailable('The database closed the connection.'),
      )
    }
    const socket = new Socket()
    this.socket = socket
    return new Promise((resolve, reject) => {
      const refuse = () => reject(new DatabaseUnavailable('The database cannot be reached.'))
      const expire = () => socket.destroy()
      socket.setTimeout(CONNECT_TIMEOUT_MS, expire).once('error', reject).once('close', refuse)
      socket.once('connect', () => {
        socket.setTimeout(0, expire).off('error', reject).off('close', refuse)
        resolve(socket)
      })
      if (path) socket.connect(path)
      // postgres.js reads the host from the socket, to check the server's certificate.
      else Object.assign(socket, { host: host[0] }).connect(port[0] ?? 5432, host[0] ?? 'localhost')
    })
  }

  private lose(error: Error) {
    if (this.lost) return
    this.fail(error)
    this.onLost(this)
  }

  private fail(error: Error) {
    this.lost ??= error
    for (const reject of this.pending) reject(this.lost)
  }

  /**
   * Drizzle on this connection, and the way to end it. After the end every statement is refused:
   * one that a failed `Promise.all` left behind must not run in the next transaction.
   */
  borrow(): { db: Db; end(): void } {
    let isOver = false
    const send = (text: string, parameters?: unknown[], values?: boolean) =>
      isOver
        ? Promise.reject(new Error('A statement came after the end of its transaction.'))
        : this.send(text, parameters, values)
    const driver = {
      options: this.client.options,
      unsafe: (text: string, parameters?: unknown[]) => ({
        // biome-ignore lint/suspicious/noThenProperty: lazy like postgres.js's own query, which Drizzle either awaits or asks for values
        then: (...settle: Parameters<Promise<unknown>['then']>) =>
          send(text, parameters).then(...settle),
        values: () => send(text, parameters, true),
      }),
    }
    return {
      // Safe because Drizzle's driver only reads `options` and calls `unsafe` outside `transaction()`.
      db: drizzle(driver as unknown as postgres.Sql),
      end: () => {
        isOver = true
      },
    }
  }

  /** Ends the connection: with a reason, or when it is lost, at once; else politely. */
  close(reason?: Error) {
    if (reason) this.fail(reason)
    if (this.lost && this.socket?.connecting) this.socket.destroy()
    return this.client.end({ timeout: this.lost ? 0 : 5 }).catch(() => {})
  }
}
