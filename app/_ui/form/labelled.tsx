'use client'

import { type ComponentProps, createContext, type ReactNode, use, useId } from 'react'

/** What the server said of each field of the form around. */
export const FieldErrors = createContext<Record<string, string[]>>({})

export interface Labelled {
  name: string
  label: string
  hint?: ReactNode
  /** Left out of the request when it is empty. */
  optional?: boolean
}

/** What ties a field to its label, its hint and its error. */
function useLabelled({ name, hint, optional }: Labelled) {
  const [error] = use(FieldErrors)[name] ?? []
  const id = useId()
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  const notes = (
    <>
      {hint && (
        <p id={`${id}-hint`} className="text-muted text-xs">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="text-danger text-xs">
          {error}
        </p>
      )}
    </>
  )
  const attributes = {
    id,
    name,
    'aria-invalid': error ? true : undefined,
    'aria-describedby': described || undefined,
    'data-optional': optional ? '' : undefined,
  }
  return { attributes, notes, id }
}

interface Frame extends Labelled {
  children: (attributes: ReturnType<typeof useLabelled>['attributes']) => ReactNode
}

export function LabelledField({ children, ...labelled }: Frame) {
  const { attributes, notes, id } = useLabelled(labelled)
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="label">
        {labelled.label}
      </label>
      {children(attributes)}
      {notes}
    </div>
  )
}

/** A line of text, a date, a number. */
export const Field = ({
  label,
  hint,
  optional,
  name,
  ...input
}: Labelled & ComponentProps<'input'>) => (
  <LabelledField {...{ label, hint, optional, name }}>
    {(attributes) => (
      <input className="input w-full" autoComplete="off" {...input} {...attributes} />
    )}
  </LabelledField>
)
