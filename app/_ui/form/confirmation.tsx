'use client'

import { useId } from 'react'
import { useTranslations } from 'use-intl'

interface Props {
  /** What has to be typed. */
  text: string
  value: string
  onChange: (value: string) => void
}

/** To be typed before what cannot be taken back. */
export function Confirmation({ text, value, onChange }: Props) {
  const ui = useTranslations('ui')
  const id = useId()
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="label">
        {ui('typeToConfirm', { name: text })}
      </label>
      <input
        id={id}
        data-own=""
        data-passing=""
        className="input w-full"
        autoComplete="off"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  )
}
