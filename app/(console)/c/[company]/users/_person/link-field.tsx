'use client'

import { useId } from 'react'
import { useTranslations } from 'use-intl'
import { CopyButton } from '@/app/_ui/copy/copy-button'

interface Props {
  label: string
  link: string
}

/** A link that is shown only once, to be taken along. */
export function LinkField({ label, link }: Props) {
  const text = useTranslations('userActions')
  const id = useId()
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="label">
        {label}
      </label>
      <div className="flex gap-2">
        <input
          id={id}
          readOnly
          value={link}
          className="input w-full min-w-0 font-mono"
          onFocus={(event) => event.currentTarget.select()}
        />
        <CopyButton text={link} className="button button--outline shrink-0">
          {text('copyLink')}
        </CopyButton>
      </div>
    </div>
  )
}
