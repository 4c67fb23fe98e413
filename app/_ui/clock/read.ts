import { cache } from 'react'
import { getMe } from '@/lib/auth/queries'
import { load } from '@/lib/core/load'
import { readPreferences } from '../preferences'
import { type Clock, clockOf } from './clock'

/** The clock of the person who looks. */
export const readClock = cache(async (): Promise<Clock> => {
  const { formats } = await load(getMe, {})
  return clockOf(formats)
})

/** The same for the audit trail, which is read in UTC where somebody has chosen that. */
export const readTrailClock = cache(async (): Promise<Clock> => {
  const [clock, { trail }] = await Promise.all([readClock(), readPreferences()])
  return trail === 'utc' ? clock.in('UTC') : clock
})
