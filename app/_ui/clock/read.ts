import { cache } from 'react'
import { getMe } from '@/lib/auth/queries'
import { load } from '@/lib/core/load'
import { readPreferences } from '../preferences'
import { type Clock, clockOf } from './clock'

const readFormats = async () => (await load(getMe, {})).formats

/** The clock of the person who looks. */
export const readClock = cache(async (): Promise<Clock> => clockOf(await readFormats()))

/** The same for the audit trail, which is read in UTC where somebody has chosen that. */
export const readTrailClock = cache(async (): Promise<Clock> => {
  const [formats, { trail }] = await Promise.all([readFormats(), readPreferences()])
  return clockOf(trail === 'utc' ? { ...formats, time_zone: 'UTC' } : formats)
})
