'use client'

import { type RefObject, useEffect, useRef, useState } from 'react'

/**
 * Whether the popover around a form was left for something else on the page, and neither by a decision (`settle`)
 * nor by Escape, which drops what is in it.
 */
export function useLeft(form: RefObject<HTMLElement | null>) {
  const settled = useRef<'decided' | 'dropped'>(undefined)
  const [isLeft, setIsLeft] = useState(false)
  useEffect(() => {
    const popover = form.current?.closest('[popover]')
    const listening = new AbortController()
    const options = { signal: listening.signal, capture: true }
    // In a field, Escape may only have emptied it; then one goes on.
    const goOn = () => {
      if (settled.current === 'dropped') settled.current = undefined
    }
    popover?.addEventListener(
      'toggle',
      // Safe because popovers send no other event of this name.
      (event) =>
        setIsLeft((event as ToggleEvent).newState === 'closed' && settled.current === undefined),
      options,
    )
    document.addEventListener(
      'keydown',
      ({ key }) => {
        if (key === 'Escape') settled.current ??= 'dropped'
        else goOn()
      },
      options,
    )
    document.addEventListener('pointerdown', goOn, options)
    return () => listening.abort()
  }, [form])
  return {
    isLeft,
    /** Whether nobody has decided what becomes of it. */
    isOpenQuestion: () => settled.current === undefined,
    settle() {
      settled.current = 'decided'
      setIsLeft(false)
    },
  }
}
