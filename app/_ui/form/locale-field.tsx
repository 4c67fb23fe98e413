'use client'

import { useState } from 'react'
import { isLocale, LOCALES, type Locale } from '@/messages/locales'
import { clockOf } from '../clock/clock'
import { Select } from './field'

interface Props {
  name: string
  label: string
  /** Nothing where `inherited` counts. */
  chosen: Locale | ''
  /** What counts without a choice, and what that is called. */
  inherited?: { locale: Locale; label: string }
  onChoose?: (locale: Locale) => void
}

/** A day that cannot be taken for a month. */
const EXAMPLE = '2026-11-23T14:04:00Z'
const NUMBER = 12_345.6

/** A date and a number as they are written in a region. */
function exampleOf(locale: Locale): string {
  const clock = clockOf({ locale, time_zone: 'UTC', date_style: 'short' })
  return `${clock.moment(EXAMPLE)} · ${new Intl.NumberFormat(locale).format(NUMBER)}`
}

/** Which language the texts are in, and how its region writes dates and numbers. */
export function LocaleField({ name, label, chosen, inherited, onChoose }: Props) {
  const [value, setValue] = useState<Locale>(chosen || inherited?.locale || LOCALES[0])
  const names = new Intl.DisplayNames(value, { type: 'language', languageDisplay: 'standard' })
  const choose = (given: string) => {
    const locale = isLocale(given) ? given : (inherited?.locale ?? LOCALES[0])
    setValue(locale)
    onChoose?.(locale)
  }
  return (
    <Select
      name={name}
      label={label}
      // The browser's tables may be newer than the server's.
      hint={<span suppressHydrationWarning>{exampleOf(value)}</span>}
      defaultValue={chosen}
      onChange={({ target }) => choose(target.value)}
    >
      {inherited && <option value="">{inherited.label}</option>}
      {LOCALES.map((locale) => (
        <option key={locale} value={locale} suppressHydrationWarning>
          {names.of(locale)}
        </option>
      ))}
    </Select>
  )
}
