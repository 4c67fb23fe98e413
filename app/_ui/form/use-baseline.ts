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

  const rebase = useCallback(() => {
    if (form.current) baseline.current = bodyOf(form.current)
    setIsDirty(false)
  }, [form])

  const known = useRef<string | undefined>(undefined)
  // What was typed stays when the server renders another version; the caller tells of it.
  const isOutdated = isDirty && known.current !== undefined && known.current !== version
  useEffect(() => {
    if (isDirty) return
    known.current = version
    rebase()
  }, [version, isDirty, rebase])

  return { baseline, isDirty, isOutdated, look, rebase, known }
}
