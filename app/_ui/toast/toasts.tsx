'use client'

import { type ComponentType, useEffect, useState } from 'react'
import { showKeptToast, TOAST, type ToastContent } from './show-toast'

/** Where toasts appear. What shows them is loaded with the first one. */
export function Toasts() {
  const [Region, setRegion] = useState<ComponentType>()
  useEffect(() => {
    const onToast = async (event: Event) => {
      const { Toaster, add } = await import('./toaster')
      setRegion(() => Toaster)
      // Safe because only showToast sends these events.
      add((event as CustomEvent<ToastContent>).detail)
    }
    window.addEventListener(TOAST, onToast)
    showKeptToast()
    return () => window.removeEventListener(TOAST, onToast)
  }, [])
  return Region && <Region />
}
