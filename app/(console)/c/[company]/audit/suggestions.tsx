'use client'

import { type RefObject, useEffect, useEffectEvent, useId, useState } from 'react'
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

/** What can be typed at the caret of a field, as a list below it (a combobox of ARIA 1.2). */
export default function Suggestions({ input, onBox, within, notes, texts }: SuggestionsProps) {
  const [typed, setTyped] = useState<Typed>()
  const [at, setAt] = useState(-1)
  const locale = useLocale()
  const id = useId()
  const values = useValues(typed, within, notes.company !== undefined)
  const options = typed
    ? [...qualifiersFor(typed, notes), ...valuesFor(typed, values, locale)].slice(0, MOST)
    : []
  const isOpen = options.length > 0
  const active = isOpen && at >= 0 ? Math.min(at, options.length - 1) : -1

  useEffect(() => {
    onBox({
      role: 'combobox',
      'aria-autocomplete': 'list',
      'aria-expanded': isOpen,
      'aria-controls': isOpen ? id : undefined,
      'aria-activedescendant': active >= 0 ? `${id}-${active}` : undefined,
    })
  }, [onBox, id, isOpen, active])

  const open = useEffectEvent(() => {
    const field = input.current!
    setTyped(typedAt(field.value, field.selectionStart ?? field.value.length))
    setAt(-1)
  })
  const close = useEffectEvent(() => setTyped(undefined))
  function choose(suggestion: Suggestion) {
    const field = input.current!
    const next = completed(field.value, typed!, suggestion)
    field.value = next.text
    field.setSelectionRange(next.caret, next.caret)
    if (suggestion.text.endsWith(':')) setTyped(typedAt(next.text, next.caret))
    else setTyped(undefined)
    setAt(-1)
  }
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step && !isOpen) open()
    else if (step)
      setAt((active + step + options.length + (active < 0 && step < 0 ? 1 : 0)) % options.length)
    else if (event.key === 'Enter' && active >= 0) choose(options[active]!)
    else if (event.key === 'Escape' && isOpen) close()
    else return
    event.preventDefault()
    event.stopPropagation()
  })

  useEffect(() => {
    const field = input.current
    if (!field) return
    const ending = new AbortController()
    const { signal } = ending
    field.addEventListener('input', () => open(), { signal })
    field.addEventListener('click', () => open(), { signal })
    field.addEventListener('keydown', (event) => onKey(event), { signal })
    field.addEventListener('blur', () => close(), { signal })
    // What was typed before this was there counts too.
    if (field === document.activeElement && field.value !== field.defaultValue) open()
    return () => ending.abort()
  }, [input])

  return (
    <>
      <p role="status" className="sr-only">
        {isOpen && fill(texts.count, { count: String(options.length) })}
      </p>
      {isOpen && (
        <ul
          id={id}
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the list of a combobox
          role="listbox"
          aria-label={texts.list}
          className="menu absolute inset-x-0 top-full z-30 mt-1 max-h-80 overflow-y-auto"
          // A press must not take the focus from the field.
          onMouseDown={(event) => event.preventDefault()}
        >
          {options.map((option, index) => (
            <Option
              key={option.text}
              id={`${id}-${index}`}
              option={option}
              isActive={index === active}
              onChoose={() => choose(option)}
            />
          ))}
        </ul>
      )}
    </>
  )
}

interface OptionProps {
  id: string
  option: Suggestion
  isActive: boolean
  onChoose: () => void
}

function Option({ id, option, isActive, onChoose }: OptionProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field, which keeps the focus
    <li
      ref={(element) => {
        if (isActive) element?.scrollIntoView({ block: 'nearest' })
      }}
      id={id}
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: an option of a combobox
      role="option"
      aria-selected={isActive}
      tabIndex={-1}
      className="flex min-h-8 cursor-pointer items-center justify-between gap-4 rounded-md px-2.5 py-1 aria-selected:bg-default hover:bg-default pointer-coarse:min-h-11"
      onClick={onChoose}
    >
      <span className="wrap-anywhere">{option.label}</span>
      <span className="text-end text-muted text-xs tabular-nums">{option.note}</span>
    </li>
  )
}
