'use client'

import { createContext, type ReactNode, use, useMemo } from 'react'
import { DEFAULT_LOCALE } from '@/messages/locales'
import { clockOf, type Formats } from './clock'

const plain = clockOf({ time_zone: 'UTC', locale: DEFAULT_LOCALE, date_style: 'medium' })
const Clocks = createContext(plain)

interface Props {
  /** Those of the person; without one, times are in UTC. */
  formats: Formats | undefined
  children: ReactNode
}

/** Gives client components the clock of the person who looks. */
export function ClockProvider({ formats, children }: Props) {
  const clock = useMemo(() => (formats ? clockOf(formats) : plain), [formats])
  return <Clocks value={clock}>{children}</Clocks>
}

export const useClock = () => use(Clocks)
