'use client'

import {
  type RefObject,
  useCallback,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { type Body, bodyOf, isSame } from './body'

const UNKNOWN: Body = {}

/** What a form says as it came from the server: somebody may have typed before any script was there to see it. */
function pristine(form: HTMLFormElement): Body {
  // Safe because the copy of a form is one.
  const copy = form.cloneNode(true) as HTMLFormElement
  copy.reset()
  return bodyOf(copy)
}

/**
 * Fields keep what was once typed or chosen in them, whatever the server renders. How often they have given way to
 * new ones, and what lets them, which keeps the focus.
 */
function useRenewals(form: RefObject<HTMLFormElement | null>, onRenewed: () => void) {
  const [renewals, setRenewals] = useState(0)
  const focused = useRef('')
  const settle = useEffectEvent(() => {
    const field = focused.current && form.current?.elements.namedItem(focused.current)
    if (field instanceof HTMLElement) field.focus({ preventScroll: true })
    onRenewed()
  })
  useLayoutEffect(() => {
    if (renewals > 0) settle()
  }, [renewals])
  const renew = useCallback(() => {
    const field = form.current?.querySelector<HTMLInputElement>('[name]:focus')
    focused.current = field?.name ?? ''
    setRenewals((before) => before + 1)
  }, [form])
  return { renewals, renew }
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

  const { renewals, renew } = useRenewals(form, () => hold()())

  // What was typed stays when the server renders another version; the caller tells of it.
  const isTheirs = useCallback(
    () => known.current !== undefined && version !== known.current && version !== replaced.current,
    [version],
  )
  const isOutdated = isDirty && isTheirs()
  useEffect(() => {
    if (isDirty) return
    const isRenewed = isTheirs()
    if (version !== replaced.current) known.current = version
    if (isRenewed) renew()
    else hold(baseline.current === UNKNOWN ? pristine : bodyOf)()
  }, [version, isDirty, hold, renew, isTheirs])

  return { baseline, isDirty, isOutdated, look, hold, known, renewals }
}
