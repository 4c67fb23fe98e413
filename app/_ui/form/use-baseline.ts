'use client'

import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import { type Body, bodyOf, isSame } from './body'

const UNKNOWN: Body = {}

/** What a form says as it came from the server: somebody may have typed before any script was there to see it. */
function pristine(form: HTMLFormElement): Body {
  // Safe because the copy of a form is one.
  const copy = form.cloneNode(true) as HTMLFormElement
  copy.reset()
  return bodyOf(copy)
}

/** What a form said when it was last known to the server, and whether it says something else by now. */
export function useBaseline(form: RefObject<HTMLFormElement | null>, version: string | undefined) {
  const baseline = useRef(UNKNOWN)
  const [isDirty, setIsDirty] = useState(false)

  const look = useCallback(() => {
    if (form.current) setIsDirty(!isSame(bodyOf(form.current), baseline.current))
  }, [form])

  const known = useRef<string | undefined>(undefined)
  /** What the page still shows of before the last save. */
  const replaced = useRef<string | undefined>(undefined)

  /** Keeps what the form says now, to become the baseline when it is saved; what is typed until then is unsaved. */
  const hold = useCallback(
    (read = bodyOf) => {
      const held = form.current ? read(form.current) : {}
      return (saved?: string) => {
        baseline.current = held
        if (saved && version) {
          replaced.current = version
          known.current = saved
        }
        look()
      }
    },
    [form, look, version],
  )

  // What was typed stays when the server renders another version; the caller tells of it.
  const isOutdated =
    isDirty &&
    known.current !== undefined &&
    version !== known.current &&
    version !== replaced.current
  useEffect(() => {
    if (isDirty) return
    if (version !== replaced.current) known.current = version
    hold(baseline.current === UNKNOWN ? pristine : bodyOf)()
  }, [version, isDirty, hold])

  return { baseline, isDirty, isOutdated, look, hold, known }
}
