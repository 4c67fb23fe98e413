'use client'

import type { Suggestion } from '@/app/_ui/audit/typed'

interface Props {
  id: string
  label: string
  options: readonly Suggestion[]
  /** The place of the one that Enter takes, or −1. */
  active: number
  onChoose: (option: Suggestion) => void
}

/** What a combobox offers; its keys are those of the field, which keeps the focus. */
export function SuggestionList({ id, label, options, active, onChoose }: Props) {
  return (
    <ul
      id={id}
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the list of a combobox
      role="listbox"
      aria-label={label}
      className="menu absolute inset-x-0 top-full z-30 mt-1 max-h-80 overflow-y-auto"
      // A press must not take the focus from the field.
      onMouseDown={(event) => event.preventDefault()}
    >
      {options.map((option, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field
        <li
          key={option.text}
          ref={(element) => {
            if (index === active) element?.scrollIntoView({ block: 'nearest' })
          }}
          id={`${id}-${index}`}
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: an option of a combobox
          role="option"
          aria-selected={index === active}
          tabIndex={-1}
          className="flex min-h-8 cursor-pointer items-center justify-between gap-4 rounded-md px-2.5 py-1 hover:bg-default aria-selected:bg-default pointer-coarse:min-h-11"
          onClick={() => onChoose(option)}
        >
          <span className="wrap-anywhere">{option.label}</span>
          <span className="text-end text-muted text-xs tabular-nums">{option.note}</span>
        </li>
      ))}
    </ul>
  )
}
