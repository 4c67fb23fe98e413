import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '@/db/connection'
import { Listener } from '@/db/listener'
import { systemPool } from '@/lib/core/database'
import { env } from '@/lib/core/env'
import { Assembly, split } from './parts'

const NAME = 'erp-access realtime'

const app = z.string()

const busMessage = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('event'),
    app,
    channel: z.string(),
    event: z.string(),
    data: z.string(),
    /** The id of the socket that does not hear it. */
    except: z.string().optional(),
  }),
  z.object({ kind: z.literal('terminate'), app, user: z.string() }),
  z.object({
    kind: z.literal('ask'),
    app,
    id: z.string(),
    channels: z.array(z.string()).optional(),
    prefix: z.string().optional(),
  }),
  z.object({
    kind: z.literal('answer'),
    app,
    id: z.string(),
    counts: z.array(z.tuple([z.string(), z.number()])),
  }),
])

/** What the instances of the server tell each other; each heeds only its own app's. */
export type BusMessage = z.infer<typeof busMessage>

const busMessages = z.array(busMessage)

export interface BusHandler {
  onMessage(message: BusMessage): void
  /** Called when it listens again after messages may have been lost. */
  onGap(): void
}

/** The way to all instances, the own one included: what is sent is heard by every one of them once. */
export interface Bus {
  send(messages: BusMessage[]): Promise<void>
  /** Begins to listen; nothing is lost from when `isListening` says so until `onGap` is called. */
  listen(handler: BusHandler): void
  readonly isListening: boolean
  /** How many instances listen at the moment, of whatever app. */
  peers(): Promise<number>
  close(): Promise<void>
}

/** Sends messages to all instances when the caller's transaction commits. */
export async function notify(db: Db, messages: BusMessage[]): Promise<void> {
  if (messages.length === 0) return
  await db.execute(sql`
    select pg_notify('realtime', part)
    from jsonb_array_elements_text(${JSON.stringify(split(messages))}::jsonb) as part`)
}

/** A bus over the database's notifications, so that the instances need nothing else to find each other. */
export class DatabaseBus implements Bus {
  // This very pool, since asking for it again would open a new one while the server stops.
  private readonly pool = systemPool()
  private readonly assembly = new Assembly()
  private listener: Listener | undefined
  private hasListened = false

  constructor(private readonly url = env().DATABASE_URL) {}

  get isListening() {
    return this.hasListened
  }

  send(messages: BusMessage[]): Promise<void> {
    return this.pool.write(({ db }) => notify(db, messages))
  }

  listen(handler: BusHandler) {
    this.listener = new Listener(this.url, ['realtime'], {
      name: NAME,
      onNotify: (payload) => {
        const parsed = busMessages.safeParse(this.assembly.add(payload))
        for (const message of parsed.data ?? []) handler.onMessage(message)
      },
      onListening: () => {
        const isGap = this.hasListened
        this.hasListened = true
        if (isGap) handler.onGap()
      },
    })
  }

  peers(): Promise<number> {
    return this.pool.read(async ({ db }) => {
      const [row] = await db.execute<{ count: number }>(sql`
        select count(*)::int as count from pg_stat_activity
        where application_name = ${NAME} and datname = current_database()`)
      return row!.count
    })
  }

  async close() {
    await this.listener?.close()
  }
}
