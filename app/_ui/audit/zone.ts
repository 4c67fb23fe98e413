import { cookies } from 'next/headers'
import { getMessages } from '../i18n/messages'
import { ZONE_COOKIE } from './zone-cookie'

export const UTC = 'UTC'

function isZone(name: string) {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }))
  } catch {
    return false
  }
}

/** How the times of the trail are written: in UTC, or in the zone that the browser has asked for. */
export interface Clock {
  zone: string
  /** To the second. */
  time(at: string): string
  day(at: string): string
  moment(at: string): string
}

export async function readClock(): Promise<Clock> {
  const [{ locale }, jar] = await Promise.all([getMessages(), cookies()])
  const asked = jar.get(ZONE_COOKIE)?.value ?? UTC
  const timeZone = isZone(asked) ? asked : UTC
  const format = (options: Intl.DateTimeFormatOptions) => {
    const formatter = new Intl.DateTimeFormat(locale, { timeZone, ...options })
    return (at: string) => formatter.format(new Date(at))
  }
  return {
    zone: timeZone,
    time: format({ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }),
    day: format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }),
    moment: format({ dateStyle: 'medium', timeStyle: 'medium' }),
  }
}
