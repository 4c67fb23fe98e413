'use client'

import { usePathname } from 'next/navigation'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Skeleton, shapeOf } from './skeleton'
import { useDestination } from './use-destination'

/** Nobody needs to be told of what comes sooner. */
const LONG_MS = 1_000

/** Whether something has lasted for so long that it is worth a word. */
function useIsLong(isPending: boolean) {
  const [isLong, setIsLong] = useState(false)
  useEffect(() => {
    if (!isPending) return
    const timer = setTimeout(() => setIsLong(true), LONG_MS)
    return () => {
      clearTimeout(timer)
      setIsLong(false)
    }
  }, [isPending])
  return isLong
}

/** The page, and while the next one is on its way: what is shown grows pale, or another page's outline takes its place. */
export function Main({ children }: { children: ReactNode }) {
  const ui = useTranslations('ui')
  const here = usePathname()
  const destination = useDestination()
  const there = destination && new URL(destination, location.href).pathname
  const isLong = useIsLong(there !== undefined)
  const isElsewhere = there !== undefined && there !== here
  return (
    <>
      <main
        id="main"
        aria-busy={there !== undefined}
        data-pending={there && (isElsewhere ? 'elsewhere' : 'here')}
        className="grid grid-cols-[minmax(0,1fr)] gap-6 px-4 py-6 md:px-6 md:has-[>search]:flex md:has-[>search]:flex-col"
      >
        {children}
      </main>
      {isElsewhere && <Skeleton of={shapeOf(there)} />}
      {there && <span className="progress" aria-hidden="true" />}
      <p role="status" className="sr-only">
        {isLong && ui('loading')}
      </p>
    </>
  )
}
