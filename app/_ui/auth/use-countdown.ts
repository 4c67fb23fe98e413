'use client'

import { useEffect, useState } from 'react'

export interface Wait {
  seconds: number
}

/** How many seconds of a wait are left; 0 without one. Each wait is an object of its own. */
export function useCountdown(wait: Wait | undefined): number {
  const [left, setLeft] = useState(wait?.seconds ?? 0)
  useEffect(() => {
    setLeft(wait?.seconds ?? 0)
    if (!wait) return
    // By the clock, since browsers slow down the timers of pages that nobody looks at.
    const end = Date.now() + wait.seconds * 1000
    const timer = setInterval(() => {
      const seconds = Math.max(0, Math.ceil((end - Date.now()) / 1000))
      setLeft(seconds)
      if (seconds === 0) clearInterval(timer)
    }, 1000)
    return () => clearInterval(timer)
  }, [wait])
  return left
}

export const clockOf = (seconds: number) =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`

/** As it is said, once a minute. */
export const minutesOf = (seconds: number, locale: string) =>
  new Intl.NumberFormat(locale, { style: 'unit', unit: 'minute', unitDisplay: 'long' }).format(
    Math.ceil(seconds / 60),
  )
