'use client'

import { createContext, type ReactNode, use, useMemo, useState } from 'react'
import { DEFAULT_LOCALE } from '@/messages/locales'
import { clockOf, type Formats } from './clock'

const plain = clockOf({ time_zone: 'UTC', locale: DEFAULT_LOCALE, date_style: 'medium' })
const Clocks = createContext(plain)

interface Props {
  /** Those of the person; undefined once the session has ended, of which the page still tells the time. */
  formats: Formats | undefined
  children: ReactNode
}

/** Gives client components the clock of the person who looks. */
export function ClockProvider({ formats, children }: Props) {
  const [known, setKnown] = useState(formats)
  if (formats && formats !== known) setKnown(formats)
  const clock = useMemo(() => (known ? clockOf(known) : plain), [known])
  return <Clocks value={clock}>{children}</Clocks>
}

export const useClock = () => use(Clocks)
