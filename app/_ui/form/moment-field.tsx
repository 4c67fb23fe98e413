'use client'

import type { ComponentProps } from 'react'
import { useTranslations } from 'use-intl'
import { wallIn } from '../clock/clock'
import { useClock } from '../clock/provider'
import { Field } from './field'

interface Props extends Omit<ComponentProps<typeof Field>, 'type' | 'hint' | 'defaultValue'> {
  /** An instant as the API gives it. */
  defaultValue?: string
}

/** Beyond it, browsers take years of six digits, which nobody means. */
const LATEST = '9999-12-31T23:59'

/** A day and time in the zone of the person, which it states; the API gets the instant. */
export function MomentField({ defaultValue, ...field }: Props) {
  const ui = useTranslations('ui')
  const { zone } = useClock()
  return (
    <Field
      {...field}
      type="datetime-local"
      max={LATEST}
      data-zone={zone}
      hint={ui('inZone', { zone })}
      defaultValue={defaultValue && wallIn(zone, defaultValue).slice(0, 16)}
    />
  )
}
