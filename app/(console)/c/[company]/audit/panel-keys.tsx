'use client'

import { useRouter } from 'next/navigation'
import { useLayoutEffect } from 'react'

interface Props {
  id: string
  close: string
  previous: string | undefined
  next: string | undefined
}

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]')

const isOverlaid = () => document.querySelector('dialog[open], [popover]:popover-open') !== null

/** Arrows go from entry to entry, Escape closes, and the focus goes to the panel and back to the row. */
export function PanelKeys({ id, close, previous, next }: Props) {
  const router = useRouter()
  // With the panel and not after it: what can be seen hears the keys.
  useLayoutEffect(() => {
    document.getElementById('event')?.focus({ preventScroll: true })
    return () => {
      // When the row's entry is replaced by another's, the next panel takes the focus at once.
      document.querySelector<HTMLElement>(`a[data-event="${id}"]`)?.focus({ preventScroll: true })
    }
  }, [id])
  useLayoutEffect(() => {
    const ways: Record<string, string | undefined> = {
      Escape: close,
      ArrowUp: previous,
      ArrowDown: next,
    }
    const onKey = (event: KeyboardEvent) => {
      const href = ways[event.key]
      const isPlain = !(event.altKey || event.ctrlKey || event.metaKey || event.shiftKey)
      if (!href || !isPlain || event.defaultPrevented || isTyping(event.target) || isOverlaid())
        return
      event.preventDefault()
      router.replace(href, { scroll: false })
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [router, close, previous, next])
  return null
}
