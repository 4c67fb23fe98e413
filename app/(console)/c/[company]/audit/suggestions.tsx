'use client'

import { type RefObject, useId, useLayoutEffect, useState } from 'react'
import { useLocale } from 'use-intl'
import type { Name } from '@/app/_ui/audit/term'
import {
  completed,
  qualifiersFor,
  type Suggestion,
  type Typed,
  typedAt,
  valuesFor,
} from '@/app/_ui/audit/typed'
import { fill } from '@/app/_ui/i18n/fill'
import { SuggestionList } from './suggestion-list'
import { useFieldEvents } from './use-field-events'
import { useValues } from './use-values'

export interface SuggestionsProps {
  input: RefObject<HTMLInputElement | null>
  /** Takes what makes a combobox of the field. */
  onBox: (box: Record<string, string | boolean | undefined>) => void
  /** The time and the company within which values are counted, as parameters. */
  within: string
  /** What each qualifier is for; those without are not offered. */
  notes: Partial<Record<Name, string>>
  texts: { list: string; count: string }
}

const MOST = 12
const STEPS: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 }

/** The next place up or down, round and round; from none, up begins at the end. */
const stepped = (active: number, step: number, count: number) =>
  active < 0 && step < 0 ? count - 1 : (active + step + count) % count

function useOptions(
  typed: Typed | undefined,
  { within, notes }: Pick<SuggestionsProps, 'within' | 'notes'>,
): readonly Suggestion[] {
  const locale = useLocale()
  const values = useValues(typed, within, notes.company !== undefined)
  if (!typed) return []
  return [...qualifiersFor(typed, notes), ...valuesFor(typed, values, locale)].slice(0, MOST)
}

/** What can be typed at the caret of a field, as a list below it (a combobox of ARIA 1.2). */
export default function Suggestions({ input, onBox, texts, ...asked }: SuggestionsProps) {
  const [typed, setTyped] = useState<Typed>()
  const [at, setAt] = useState(-1)
  const id = useId()
  const options = useOptions(typed, asked)
  const isOpen = options.length > 0
  const active = Math.min(at, options.length - 1)

  // With the list and not after it: a screen reader tells the marked option as soon as there is one.
  useLayoutEffect(() => {
    onBox({
      role: 'combobox',
      'aria-autocomplete': 'list',
      'aria-expanded': isOpen,
      'aria-controls': isOpen ? id : undefined,
      'aria-activedescendant': active >= 0 ? `${id}-${active}` : undefined,
    })
  }, [onBox, id, isOpen, active])

  function look({ value, selectionStart }: HTMLInputElement) {
    setTyped(typedAt(value, selectionStart ?? value.length))
    setAt(-1)
  }
  const close = () => setTyped(undefined)
  function choose(option: Suggestion) {
    const field = input.current!
    const { text, caret } = completed(field.value, typed!, option)
    field.value = text
    field.setSelectionRange(caret, caret)
    if (option.text.endsWith(':')) look(field)
    else close()
  }
  function onKey({ key }: KeyboardEvent, field: HTMLInputElement) {
    const step = STEPS[key]
    if (step && isOpen) setAt(stepped(active, step, options.length))
    else if (step) look(field)
    else if (key === 'Enter' && active >= 0) choose(options[active]!)
    else if (key === 'Escape' && isOpen) close()
    else return false
    return true
  }
  useFieldEvents(input, { onLook: look, onLeave: close, onKey })

  return (
    <>
      <p role="status" className="sr-only">
        {isOpen && fill(texts.count, { count: String(options.length) })}
      </p>
      {isOpen && (
        <SuggestionList {...{ id, options, active }} label={texts.list} onChoose={choose} />
      )}
    </>
  )
}
