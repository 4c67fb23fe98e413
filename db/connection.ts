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

/** PostgreSQL's own errors carry the severity ERROR; anything else means that the connection is lost. */
const isLost = (error: unknown) =>
  !(error && typeof error === 'object' && 'severity' in error && error.severity === 'ERROR')

/**
 * One physical connection, lent to one transaction at a time. Once anything breaks it, it answers
 * nothing more: postgres.js would reconnect silently and run the rest outside the transaction.
 */
export class Connection {
  private readonly born = Date.now()
  private readonly client: postgres.Sql
  private lost: Error | undefined

  constructor(url: string, deadlineMs: number, onLost: (connection: Connection) => void) {
    this.client = postgres(url, {
      max: 1,
      fetch_types: false,
      max_lifetime: null,
      connect_timeout: 5,
      onnotice: () => {},
      onclose: () => {
        this.lost ??= new DatabaseUnavailable('The database closed the connection.')
        onLost(this)
      },
      connection: {
        application_name: 'erp-access',
        statement_timeout: deadlineMs,
        lock_timeout: deadlineMs,
        idle_in_transaction_session_timeout: deadlineMs * 2,
      },
    })
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
      return await (values ? query.values() : query)
    } catch (error) {
      if (isLost(error)) {
        this.lost ??= new DatabaseUnavailable('The database connection was lost.', { cause: error })
      }
      throw this.lost ?? error
    }
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

  /** Ends the connection: with a reason at once, failing what runs on it; without one, politely. */
  close(reason?: Error) {
    if (reason) this.lost ??= reason
    return this.client.end({ timeout: reason ? 0 : 5 }).catch(() => {})
  }
}
