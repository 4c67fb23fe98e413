'use client'

import { useState, useSyncExternalStore } from 'react'
import { useTranslations } from 'use-intl'
import { useClock } from '../clock/provider'
import { useNow } from '../clock/use-now'
import { Select } from './field'

interface Props {
  name: string
  label: string
  /** Nothing where `inherited` counts. */
  chosen: string
  /** What counts without a choice, and what that is called. */
  inherited?: { zone: string; label: string }
}

const stay = () => () => {}
let known: string[] | undefined

/** All zones that the browser knows; only the chosen one on the server, since they are many. */
function useZones(chosen: string): string[] {
  const all = useSyncExternalStore(
    stay,
    () => {
      known ??= ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')]
      return known
    },
    () => undefined,
  )
  if (all && (!chosen || all.includes(chosen))) return all
  return [...(chosen ? [chosen] : []), ...(all ?? [])]
}

/** By the part of the world; a browser finds a place by the first letters that are typed. */
function byArea(zones: readonly string[]) {
  const areas = new Map<string, { zone: string; place: string }[]>()
  for (const zone of zones) {
    const [area = '', ...places] = zone.split('/')
    const place = places.join(' – ').replaceAll('_', ' ') || zone
    areas.set(area, [...(areas.get(area) ?? []), { zone, place }])
  }
  return [...areas]
}

/** A time zone, with what time it is there. */
export function ZoneField({ name, label, chosen, inherited }: Props) {
  const ui = useTranslations('ui')
  const clock = useClock()
  const now = useNow()
  const [value, setValue] = useState(chosen)
  const zone = value || inherited?.zone || 'UTC'
  const time = now === undefined ? '' : clock.in(zone).minute(now)
  return (
    <Select
      name={name}
      label={label}
      hint={time ? ui('zoneNow', { zone, time }) : zone}
      defaultValue={chosen}
      onChange={({ target }) => setValue(target.value)}
    >
      {inherited && <option value="">{inherited.label}</option>}
      {byArea(useZones(chosen)).map(([area, places]) => (
        <optgroup key={area} label={area}>
          {places.map(({ zone, place }) => (
            <option key={zone} value={zone}>
              {place}
            </option>
          ))}
        </optgroup>
      ))}
    </Select>
  )
}
