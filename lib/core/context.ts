import type { Db } from '@/db/connection'
import type { Permission } from '@/lib/permissions/catalog'

/** Where a request comes from and what it carries, before anybody knows whose it is. */
export interface Context {
  requestId: string
  ip: string | null
  userAgent: string | null
  /** The session that a verified token or cookie names; null when the request carries neither. */
  sessionId: string | null
  /** The entity tag that the caller expects the resource to have (`If-Match`). */
  ifMatch?: string
  /** Told the entity tag of what a change has made of the resource; not of a request that changed nothing. */
  onChange?(etag: string): void
  /** Method and path, which an `Idempotency-Key` belongs to. */
  target: string
  /** When it came, as `performance.now()` tells. */
  startedAt?: number
  /** Makes a POST repeatable (`Idempotency-Key`). */
  idempotencyKey?: string
}

/** The signed-in person as the database knows them at the start of this transaction. */
export interface Principal {
  session_id: string
  user_id: string
  identity_id: string
  company_id: string
  company_name: string
  company_formats: { time_zone: string; locale: string }
  /** As they were chosen, maybe in another version of the product; `formatsOf` judges them. */
  preferences: { time_zone: string | null; locale: string | null; date_style: string | null }
  username: string
  email: string
  first_name: string
  last_name: string
  is_active: boolean
  is_superuser: boolean
  must_change_password: boolean
  version: number
  permissions: Permission[]
  roles: { id: string; name: string }[]
}

/** What an operation runs with: the person, and the transaction that is fenced to their company. */
export interface Scope {
  db: Db
  actor: Principal
  ctx: Context
  /** Reads the person's rights anew, after a wait for a lock in which they may have changed. Throws FORBIDDEN. */
  recheck(): Promise<void>
}

export const displayName = (person: { first_name: string; last_name: string; username: string }) =>
  `${person.first_name} ${person.last_name}`.trim() || person.username
