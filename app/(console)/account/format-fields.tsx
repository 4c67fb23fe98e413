'use client'

import { useState } from 'react'
import { clockOf, type Formats } from '@/app/_ui/clock/clock'
import { Select } from '@/app/_ui/form/field'
import { LocaleField } from '@/app/_ui/form/locale-field'
import { ZoneField } from '@/app/_ui/form/zone-field'

interface Props {
  preferences: { time_zone: string | null; locale: Formats['locale'] | null }
  /** What counts without a choice. */
  inherited: Pick<Formats, 'time_zone' | 'locale'>
  dateStyle: Formats['date_style']
  texts: Record<
    'locale' | 'zone' | 'dateStyle' | 'inheritedLocale' | 'inheritedZone' | Formats['date_style'],
    string
  >
}

const STYLES = ['short', 'medium', 'long', 'iso'] as const
const EXAMPLE = '2026-11-23T14:04:00Z'

/** How dates and times are written for somebody; the examples follow what is being chosen. */
export function FormatFields({ preferences, inherited, dateStyle, texts }: Props) {
  const [locale, setLocale] = useState(preferences.locale ?? inherited.locale)
  const exampleOf = (date_style: Formats['date_style']) =>
    clockOf({ locale, time_zone: 'UTC', date_style }).moment(EXAMPLE)
  return (
    <div className="grid items-start gap-4 sm:grid-cols-2">
      <LocaleField
        name="locale"
        label={texts.locale}
        chosen={preferences.locale ?? ''}
        inherited={{ locale: inherited.locale, label: texts.inheritedLocale }}
        onChoose={setLocale}
      />
      <Select name="date_style" label={texts.dateStyle} defaultValue={dateStyle}>
        {STYLES.map((style) => (
          <option key={style} value={style} suppressHydrationWarning>
            {`${texts[style]} – ${exampleOf(style)}`}
          </option>
        ))}
      </Select>
      <ZoneField
        name="time_zone"
        label={texts.zone}
        chosen={preferences.time_zone ?? ''}
        inherited={{ zone: inherited.time_zone, label: texts.inheritedZone }}
      />
    </div>
  )
}
