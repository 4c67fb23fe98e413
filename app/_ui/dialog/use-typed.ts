'use client'

import { type RefObject, useCallback, useEffect, useState } from 'react'

type Entered = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

/** What is sought, or typed as a confirmation, is no loss. */
const LOSABLE = 'textarea, select, input:not([type="search"], [data-passing], [readonly], [hidden])'

const isTicked = (field: Entered): field is HTMLInputElement =>
  field.type === 'checkbox' || field.type === 'radio'

const saidBy = (field: Entered) => (isTicked(field) ? String(field.checked) : field.value)

/** What a field said that changes without having been come to, as by other means than keys and pointers. */
function saidBefore(field: Entered): string {
  if (isTicked(field)) return String(!field.checked)
  if (!(field instanceof HTMLSelectElement)) return ''
  return (
    (field.querySelector<HTMLOptionElement>('option[selected]') ?? field.options[0])?.value ?? ''
  )
}

/** The field that is focused, or clicked by its label; of a choice between several, all of them. */
function fieldsAt(target: EventTarget | null): Entered[] {
  // Safe because events of a page's parts are heard.
  const element = target as Element
  const field = element.closest('label')?.control ?? element
  if (!field.matches(LOSABLE)) return []
  // Safe because only such fields match.
  const { type, name, form } = field as Entered
  const choices = type === 'radio' && form?.elements.namedItem(name)
  return choices instanceof RadioNodeList ? ([...choices] as Entered[]) : [field as Entered]
}

/** Whether a field of a place says something else than when somebody first came to it. */
export function useTyped(place: RefObject<HTMLElement | null>): () => boolean {
  const [first] = useState(() => new Map<Entered, string>())
  useEffect(() => {
    const element = place.current
    const listening = new AbortController()
    const { signal } = listening
    const meet = (target: EventTarget | null, said: (field: Entered) => string) => {
      for (const field of fieldsAt(target)) {
        if (!first.has(field)) first.set(field, said(field))
      }
    }
    // One may have the focus from the beginning.
    if (element?.contains(document.activeElement)) meet(document.activeElement, saidBy)
    // Some browsers give a box that is clicked no focus.
    for (const event of ['focusin', 'pointerdown']) {
      element?.addEventListener(event, ({ target }) => meet(target, saidBy), { signal })
    }
    element?.addEventListener('input', ({ target }) => meet(target, saidBefore), { signal })
    return () => listening.abort()
  }, [place, first])
  return useCallback(
    () => [...first].some(([field, was]) => field.isConnected && saidBy(field) !== was),
    [first],
  )
}
