'use client'

import { useSyncExternalStore } from 'react'

const never = () => () => {}

/** Whether JavaScript has taken over the page; without it, a form that needs it would send nothing to nowhere. */
export const useIsReady = () =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
