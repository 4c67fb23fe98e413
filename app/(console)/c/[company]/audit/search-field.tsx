'use client'

import { type ComponentProps, useRef, useState } from 'react'
import { Later, lazily } from '@/app/_ui/later'
import type { SuggestionsProps } from './suggestions'

const Suggestions = lazily<SuggestionsProps>(() => import('./suggestions'))

type Box = Pick<
  ComponentProps<'input'>,
  'role' | 'aria-expanded' | 'aria-controls' | 'aria-activedescendant' | 'aria-autocomplete'
>

interface Props extends Omit<SuggestionsProps, 'input' | 'onBox'> {
  value: string
  label: string
  hint: string
}

/** A plain field of a form, which suggests what can be typed once the page stands. */
export function SearchField({ value, label, hint, ...suggestions }: Props) {
  const input = useRef<HTMLInputElement>(null)
  const [box, setBox] = useState<Box>()
  return (
    <div className="relative grid min-w-0 grow">
      <input
        ref={input}
        type="search"
        name="q"
        defaultValue={value}
        aria-label={label}
        placeholder={hint}
        maxLength={180}
        autoComplete="off"
        className="input min-w-0"
        {...box}
      />
      <Later>
        <Suggestions {...suggestions} input={input} onBox={setBox} />
      </Later>
    </div>
  )
}
