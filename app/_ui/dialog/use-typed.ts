'use client'

import { type RefObject, useCallback, useEffect, useState } from 'react'

type Typed = HTMLInputElement | HTMLTextAreaElement

/** What is sought, or typed as a confirmation, is no loss. */
const LOSABLE =
  'textarea, input:not([type="search"], [type="radio"], [data-passing], [readonly], [hidden])'

const saidBy = (field: Typed) =>
  field.type === 'checkbox' ? String((field as HTMLInputElement).checked) : field.value

/** Whether a field of a place says something else than when somebody first came to it. */
export function useTyped(place: RefObject<HTMLElement | null>): () => boolean {
  const [first] = useState(() => new Map<Typed, string>())
  useEffect(() => {
    const element = place.current
    const listening = new AbortController()
    const meet = (target: EventTarget | null, said: (field: Typed) => string) => {
      // Safe because only such fields match.
      const field = target as Typed
      if (field.matches?.(LOSABLE) && !first.has(field)) first.set(field, said(field))
    }
    const { signal } = listening
    element?.addEventListener('focusin', ({ target }) => meet(target, saidBy), { signal })
    // Some browsers give a box that is clicked no focus.
    const before = (field: Typed) =>
      field.type === 'checkbox' ? String(!(field as HTMLInputElement).checked) : ''
    element?.addEventListener('input', ({ target }) => meet(target, before), { signal })
    return () => listening.abort()
  }, [place, first])
  return useCallback(
    () => [...first].some(([field, was]) => field.isConnected && saidBy(field) !== was),
    [first],
  )
}
