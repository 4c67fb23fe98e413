'use client'

import { useEffect, useRef, useState } from 'react'
import type { Person } from './checklist'
import { Checklist, type ChecklistTexts } from './checklist'
import { PasswordField, type PasswordTexts } from './password-field'

export interface NewPasswordTexts extends PasswordTexts, ChecklistTexts {
  next: string
}

interface Props {
  name: string
  label?: string
  /** Whose words it must not contain. */
  person: Person
  texts: NewPasswordTexts
  className?: string
}

/** A password to be chosen, with what it has to be. */
export function NewPassword({ name, label, person, texts, className }: Props) {
  const field = useRef<HTMLInputElement>(null)
  const [password, setPassword] = useState('')
  // Somebody may have typed before any script was there to see it.
  useEffect(() => setPassword(field.current!.value), [])
  return (
    <div className="grid gap-2">
      <PasswordField
        ref={field}
        name={name}
        label={label ?? texts.next}
        texts={texts}
        required
        autoComplete="new-password"
        className={className}
        onChange={(event) => setPassword(event.target.value)}
      />
      <Checklist password={password} person={person} texts={texts} />
    </div>
  )
}
