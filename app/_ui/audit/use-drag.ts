import { type RefObject, useEffect, useEffectEvent, useState } from 'react'
import { dragged, type Span } from './span'

/** A hand is never quite still when it clicks. */
const SLACK_PX = 5

type Buckets = Parameters<typeof dragged>[2]

/** The span that is being dragged over an element; `done` gets it when the button goes up. */
export function useDrag(
  stage: RefObject<HTMLDivElement | null>,
  buckets: Buckets,
  done: (span: Span) => void,
): Span | undefined {
  const [span, setSpan] = useState<Span>()
  const onDone = useEffectEvent(done)
  const { start, length, count } = buckets
  useEffect(() => {
    const element = stage.current
    if (!element) return
    const end = new AbortController()
    const on = <K extends keyof HTMLElementEventMap>(
      name: K,
      listener: (event: HTMLElementEventMap[K]) => void,
      options = {},
    ) => element.addEventListener(name, listener, { signal: end.signal, ...options })
    let from: number | undefined
    let isDrag = false
    const shareAt = (x: number) => {
      const { left, width } = element.getBoundingClientRect()
      return (x - left) / width
    }
    const spanTo = (x: number) => dragged(shareAt(from!), shareAt(x), { start, length, count })
    const drop = () => {
      from = undefined
      setSpan(undefined)
    }
    on('pointerdown', ({ button, isPrimary, clientX }) => {
      isDrag = false
      if (button === 0 && isPrimary) from = clientX
    })
    on('pointermove', ({ clientX, pointerId }) => {
      if (from === undefined) return
      if (!isDrag && Math.abs(clientX - from) >= SLACK_PX) {
        isDrag = true
        element.setPointerCapture(pointerId)
      }
      if (isDrag) setSpan(spanTo(clientX))
    })
    on('pointerup', ({ clientX }) => {
      if (from !== undefined && isDrag) onDone(spanTo(clientX))
      drop()
    })
    on('pointercancel', drop)
    // The bars are links: without these, the browser would frame and drag one of them, or follow it in the end.
    on('mousedown', (event) => event.preventDefault())
    on('dragstart', (event) => event.preventDefault())
    on(
      'click',
      (event) => {
        if (!isDrag) return
        isDrag = false
        event.preventDefault()
        event.stopPropagation()
      },
      { capture: true },
    )
    document.addEventListener(
      'keydown',
      (event) => {
        if (event.key === 'Escape' && from !== undefined) drop()
      },
      { signal: end.signal },
    )
    return () => end.abort()
  }, [stage, start, length, count])
  return span
}
