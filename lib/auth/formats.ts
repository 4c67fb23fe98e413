import { z } from 'zod'
import { DEFAULT_LOCALE, isLocale, LOCALES } from '@/messages/locales'

/** Such as Europe/Berlin; offsets and abbreviations know no summer time. */
const ZONE_NAME = /^(UTC|[A-Z]\w*(\/[A-Z][\w+-]*)+)$/i

/** A zone's name in the usual case, or undefined for what is none; another name of the same zone stays. */
function zoneNamed(text: string): string | undefined {
  if (!ZONE_NAME.test(text)) return undefined
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions()
    return timeZone.toLowerCase() === text.toLowerCase() ? timeZone : text
  } catch {
    return undefined
  }
}

export const timeZone = z
  .string()
  .trim()
  .max(64)
  .transform((text, context) => {
    const zone = zoneNamed(text)
    if (zone) return zone
    context.addIssue({ code: 'custom', message: 'Enter a time zone like Europe/Berlin, or UTC.' })
    return z.NEVER
  })
  .describe('A name of the IANA time zone database')

export const locale = z
  .enum(LOCALES, `Choose one of ${LOCALES.join(', ')}.`)
  .describe('Whose way of writing dates and numbers; its language is that of the texts')

export const dateStyle = z.enum(['short', 'medium', 'long', 'iso'])

/** How times are written for somebody. */
export const formats = z.object({ time_zone: z.string(), locale, date_style: dateStyle })
export type Formats = z.output<typeof formats>

interface Chosen {
  time_zone: string | null
  locale: string | null
}

/** Each as somebody has chosen it, else as their company has; what this version does not know counts as not chosen. */
export function formatsOf(own: Chosen & { date_style: string | null }, company: Chosen): Formats {
  const zones = [own.time_zone, company.time_zone].map((zone) => zone && zoneNamed(zone))
  return {
    time_zone: zones.find(Boolean) || 'UTC',
    locale: [own.locale, company.locale].find(isLocale) ?? DEFAULT_LOCALE,
    date_style: dateStyle.safeParse(own.date_style).data ?? 'medium',
  }
}
