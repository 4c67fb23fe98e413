'use client'

import {
  type ComponentProps,
  type ComponentType,
  lazy,
  Suspense,
  useEffect,
  useRef,
  useState,
} from 'react'
import type { SuggestionsProps } from './suggestions'

const Nothing = () => null

/** Where they do not come, the field remains. */
const Suggestions = lazy<ComponentType<SuggestionsProps>>(() =>
  import('./suggestions').catch(() => ({ default: Nothing })),
)

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
  const [isReady, setIsReady] = useState(false)
  useEffect(() => setIsReady(true), [])
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
      {isReady && (
        <Suspense>
          <Suggestions {...suggestions} input={input} onBox={setBox} />
        </Suspense>
      )}
    </div>
  )
}
