import { afterAll, beforeAll } from 'vitest'
import { closePools } from '@/lib/core/database'
import { createPermissions } from '@/lib/permissions/create'
import { makeScratchDatabase } from './scratch-database'

/** Gives the calling test file a database of its own: what works in the background takes from everybody. */
export function onOwnDatabase(purpose: string): void {
  let drop: (() => Promise<void>) | undefined
  beforeAll(async () => {
    const scratch = await makeScratchDatabase(purpose)
    drop = scratch.drop
    process.env.DATABASE_URL = scratch.url
    await createPermissions()
  })
  afterAll(async () => {
    await closePools()
    await drop?.()
  })
}
