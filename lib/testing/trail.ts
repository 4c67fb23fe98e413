import { uuidv7 } from 'uuidv7'
import { auditLogs } from '@/db/schema'
import { systemPool } from '@/lib/core/database'

export type TrailEntry = Partial<typeof auditLogs.$inferInsert>

/** The month before this one, as `2026-11-`: whatever day it is, all of its days are over. */
export function lastMonth(): string {
  const day = new Date()
  day.setUTCDate(0)
  return day.toISOString().slice(0, 8)
}

/** Writes entries of the trail that no change has left. */
export const writeTrail = (companyId: string, entries: readonly TrailEntry[]) =>
  systemPool().write(({ db }) =>
    db.insert(auditLogs).values(
      entries.map((entry) => ({
        companyId,
        id: uuidv7(),
        action: 'UPDATE',
        resourceType: 'User',
        details: 'Changed user.',
        ...entry,
      })),
    ),
  )
