'use client'

import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import { type Body, bodyOf, isSame } from './body'

/** What a form said when it was last known to the server, and whether it says something else by now. */
export function useBaseline(form: RefObject<HTMLFormElement | null>, version: string | undefined) {
  const baseline = useRef<Body>({})
  const [isDirty, setIsDirty] = useState(false)

  const look = useCallback(() => {
    if (form.current) setIsDirty(!isSame(bodyOf(form.current), baseline.current))
  }, [form])

  const known = useRef<string | undefined>(undefined)
  /** What the page still shows of before the last save. */
  const replaced = useRef<string | undefined>(undefined)

  /** Keeps what the form says now, to become the baseline when it is saved; what is typed until then is unsaved. */
  const hold = useCallback(() => {
    const held = form.current ? bodyOf(form.current) : {}
    return (saved?: string) => {
      baseline.current = held
      if (saved && version) {
        replaced.current = version
        known.current = saved
      }
      look()
    }
  }, [form, look, version])

  // What was typed stays when the server renders another version; the caller tells of it.
  const isOutdated =
    isDirty &&
    known.current !== undefined &&
    version !== known.current &&
    version !== replaced.current
  useEffect(() => {
    if (isDirty) return
    if (version !== replaced.current) known.current = version
    hold()()
  }, [version, isDirty, hold])

  return { baseline, isDirty, isOutdated, look, hold, known }
}
