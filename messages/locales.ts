/**
 * The languages in which messages/<language>.json holds every text, each with the regions whose ways of
 * writing dates and numbers can be chosen. The first of all is what counts without a choice.
 */
export const REGIONS = {
  en: ['GB', 'IE', 'US', 'CA', 'AU', 'NZ', 'IN', 'ZA'],
} as const

export type Language = keyof typeof REGIONS
export type Locale = { [L in Language]: `${L}-${(typeof REGIONS)[L][number]}` }[Language]

// Safe because the pairs are those of the type.
export const LOCALES = Object.entries(REGIONS).flatMap(([language, regions]) =>
  regions.map((region) => `${language}-${region}`),
) as [Locale, ...Locale[]]

export const DEFAULT_LOCALE = LOCALES[0]

export const isLocale = (text: string | null): text is Locale =>
  LOCALES.some((locale) => locale === text)

// Safe because a locale begins with its language.
export const languageOf = (locale: Locale) => locale.split('-')[0] as Language
