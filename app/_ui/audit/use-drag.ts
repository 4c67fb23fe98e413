import { type RefObject, useEffectEvent, useLayoutEffect, useState } from 'react'
import { dragged, type Span } from './span'

/** A hand is never quite still when it clicks. */
const SLACK_PX = 5

type Buckets = Parameters<typeof dragged>[2]

interface Listeners {
  onDrag: (span: Span | undefined) => void
  onDrop: (span: Span) => void
}

/** Follows the pointer over an element until the signal says to stop. */
function follow(
  element: HTMLElement,
  buckets: Buckets,
  { onDrag, onDrop }: Listeners,
  signal: AbortSignal,
) {
  let from: number | undefined
  let isDrag = false
  const on = <K extends keyof HTMLElementEventMap>(
    name: K,
    listener: (event: HTMLElementEventMap[K]) => void,
    options = {},
  ) => element.addEventListener(name, listener, { signal, ...options })
  const shareAt = (x: number) => {
    const { left, width } = element.getBoundingClientRect()
    return (x - left) / width
  }
  const spanTo = (x: number) => dragged(shareAt(from!), shareAt(x), buckets)
  const drop = () => {
    from = undefined
    onDrag(undefined)
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
    if (isDrag) onDrag(spanTo(clientX))
  })
  on('pointerup', ({ clientX }) => {
    if (from !== undefined && isDrag) onDrop(spanTo(clientX))
    drop()
  })
  on('pointercancel', drop)
  const onKey = ({ key }: KeyboardEvent) => key === 'Escape' && from !== undefined && drop()
  document.addEventListener('keydown', onKey, { signal })
  // The bars are links: without these, the browser would frame and drag one of them, or follow it in the end.
  for (const name of ['mousedown', 'dragstart'] as const)
    on(name, (event) => event.preventDefault())
  const onClick = (event: MouseEvent) => {
    if (!isDrag) return
    isDrag = false
    event.preventDefault()
    event.stopPropagation()
  }
  on('click', onClick, { capture: true })
}

/** The span that is being dragged over an element; `done` gets it when the button goes up. */
export function useDrag(
  stage: RefObject<HTMLDivElement | null>,
  buckets: Buckets,
  done: (span: Span) => void,
): Span | undefined {
  const [span, setSpan] = useState<Span>()
  const onDrop = useEffectEvent(done)
  const { start, length, count } = buckets
  useLayoutEffect(() => {
    const ending = new AbortController()
    const listeners = { onDrag: setSpan, onDrop: (span: Span) => onDrop(span) }
    if (stage.current) follow(stage.current, { start, length, count }, listeners, ending.signal)
    return () => {
      ending.abort()
      // What was begun over other buckets has no end any more.
      setSpan(undefined)
    }
  }, [stage, start, length, count])
  return span
}
