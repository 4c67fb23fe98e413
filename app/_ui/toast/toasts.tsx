'use client'

import { type ComponentType, useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import { showKeptToast, TOAST, type ToastContent } from './show-toast'

/** Where toasts appear. What shows them is loaded with the first one. */
export function Toasts() {
  const [Region, setRegion] = useState<ComponentType>()
  const [unloaded, setUnloaded] = useState<ToastContent>()
  const ui = useTranslations('ui')
  useEffect(() => {
    const onToast = async (event: Event) => {
      // Safe because only showToast sends these events.
      const { detail } = event as CustomEvent<ToastContent>
      const library = await import('./toaster').catch(() => undefined)
      setUnloaded(library ? undefined : detail)
      if (!library) return
      setRegion(() => library.Toaster)
      library.add(detail)
    }
    window.addEventListener(TOAST, onToast)
    showKeptToast()
    return () => window.removeEventListener(TOAST, onToast)
  }, [])
  const close = () => setUnloaded(undefined)
  return (
    <>
      {Region && <Region />}
      {/* What shows toasts does not come without the network, when what they say matters most. */}
      <div
        role="alert"
        className="notice fixed inset-x-4 bottom-4 z-20 ms-auto max-w-96 empty:hidden"
      >
        {unloaded && (
          <>
            <p>{unloaded.text}</p>
            <p className="flex gap-4">
              {unloaded.action && (
                <button
                  type="button"
                  className="link-button"
                  onClick={() => {
                    close()
                    unloaded.action?.run()
                  }}
                >
                  {unloaded.action.label}
                </button>
              )}
              <button type="button" className="link-button" onClick={close}>
                {ui('close')}
              </button>
            </p>
          </>
        )}
      </div>
    </>
  )
}
