'use client'

import { type ComponentProps, type KeyboardEvent, useState } from 'react'
import { LabelledField } from '../form/labelled'

export interface PasswordTexts {
  show: string
  hide: string
  what: string
  capsLock: string
}

interface Props extends Omit<ComponentProps<'input'>, 'type'> {
  name: string
  label: string
  texts: PasswordTexts
}

/** A password that can be shown while it is typed, and that tells when Caps Lock is on. */
export function PasswordField({ name, label, texts, className, ...input }: Props) {
  const [isShown, setIsShown] = useState(false)
  const [isCaps, setIsCaps] = useState(false)
  const look = (event: KeyboardEvent) => setIsCaps(event.getModifierState('CapsLock'))
  return (
    <LabelledField name={name} label={label}>
      {(attributes) => (
        <>
          <span className="relative">
            <input
              {...input}
              {...attributes}
              type={isShown ? 'text' : 'password'}
              autoCapitalize="none"
              spellCheck={false}
              className={`input w-full pe-16 ${className ?? ''}`}
              onKeyDown={look}
              onKeyUp={look}
              onBlur={() => setIsCaps(false)}
            />
            <button
              type="button"
              className="absolute inset-y-0 end-1 my-1 rounded px-2 text-muted text-xs hover:text-foreground noscript:hidden"
              onClick={() => setIsShown(!isShown)}
            >
              {isShown ? texts.hide : texts.show} <span className="sr-only">{texts.what}</span>
            </button>
          </span>
          <span role="status" className="text-warning text-xs empty:hidden">
            {isCaps && texts.capsLock}
          </span>
        </>
      )}
    </LabelledField>
  )
}
