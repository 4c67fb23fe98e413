import { type RefObject, useEffect, useEffectEvent } from 'react'

interface Handlers {
  /** Somebody has typed, or gone elsewhere in the text. */
  onLook: (field: HTMLInputElement) => void
  onLeave: () => void
  /** Answers whether the key was meant for it. */
  onKey: (event: KeyboardEvent, field: HTMLInputElement) => boolean
}

/** Listens to a field that somebody else renders. */
export function useFieldEvents(input: RefObject<HTMLInputElement | null>, handlers: Handlers) {
  const look = useEffectEvent(handlers.onLook)
  const leave = useEffectEvent(handlers.onLeave)
  const key = useEffectEvent((event: KeyboardEvent, field: HTMLInputElement) => {
    const isPlain = !(event.isComposing || event.altKey || event.ctrlKey || event.metaKey)
    if (!isPlain || !handlers.onKey(event, field)) return
    event.preventDefault()
    event.stopPropagation()
  })
  useEffect(() => {
    const field = input.current
    if (!field) return
    const ending = new AbortController()
    const { signal } = ending
    field.addEventListener('input', () => look(field), { signal })
    field.addEventListener('click', () => look(field), { signal })
    field.addEventListener('blur', () => leave(), { signal })
    field.form?.addEventListener('submit', () => leave(), { signal })
    field.addEventListener('keydown', (event) => key(event, field), { signal })
    // What was typed before this was there counts too.
    if (field === document.activeElement && field.value !== field.defaultValue) look(field)
    return () => ending.abort()
  }, [input])
}
