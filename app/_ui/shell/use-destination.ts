'use client'

import { startTransition, useEffect, useOptimistic } from 'react'
import { onStart } from './navigation-start'

/** The address that the page is on its way to; nothing once it is there, or when nothing comes of it. */
export function useDestination(): string | undefined {
  // It lasts as long as the transition in which it was set, which is the router's own.
  const [destination, setDestination] = useOptimistic<string | undefined>(undefined)
  useEffect(
    () =>
      onStart((address) =>
        startTransition(() =>
          // What is shown anew meanwhile is no other way.
          setDestination((before) => (before && address === location.href ? before : address)),
        ),
      ),
    [setDestination],
  )
  return destination
}
