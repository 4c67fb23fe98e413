'use client'

import { type ComponentProps, type ReactNode, useId } from 'react'
import { type Labelled, LabelledField } from './labelled'

/** Apart, so that the pages of those who sign in do not carry what is below. */
export { Field } from './labelled'

type TextAreaProps = Labelled & ComponentProps<'textarea'> & { lines?: boolean }

/** With `lines`, each word or line of it is an item of a list. */
export const TextArea = ({ label, hint, optional, name, lines, ...rest }: TextAreaProps) => (
  <LabelledField {...{ label, hint, optional, name }}>
    {(attributes) => (
      <textarea
        rows={3}
        className="input h-auto w-full py-1.5"
        {...rest}
        {...attributes}
        data-lines={lines ? '' : undefined}
      />
    )}
  </LabelledField>
)

export const Select = ({
  label,
  hint,
  optional,
  name,
  ...rest
}: Labelled & ComponentProps<'select'>) => (
  <LabelledField {...{ label, hint, optional, name }}>
    {(attributes) => <select className="input w-full" {...rest} {...attributes} />}
  </LabelledField>
)

interface CheckboxProps extends Omit<ComponentProps<'input'>, 'list'> {
  name: string
  label: ReactNode
  hint?: ReactNode
  /** One of several with the same name, whose values make up a list. */
  list?: boolean
}

export function Checkbox({ label, hint, list, ...input }: CheckboxProps) {
  const id = useId()
  return (
    <div className="flex items-start gap-2">
      <input
        id={id}
        type="checkbox"
        className="mt-0.5 size-4 shrink-0 accent-accent"
        aria-describedby={hint ? `${id}-hint` : undefined}
        data-list={list ? '' : undefined}
        {...input}
      />
      <div>
        <label htmlFor={id}>{label}</label>
        {hint && (
          <p id={`${id}-hint`} className="text-muted text-xs">
            {hint}
          </p>
        )}
      </div>
    </div>
  )
}
