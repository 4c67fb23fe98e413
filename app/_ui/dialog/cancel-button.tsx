'use client'

import { useTranslations } from 'use-intl'
import { useLeave } from './leave'

/** Closes the dialog that it is in. */
export function CancelButton({ label }: { label?: string }) {
  const ui = useTranslations('ui')
  const leave = useLeave()
  return (
    <button type="button" className="button button--outline" onClick={leave}>
      {label ?? ui('cancel')}
    </button>
  )
}
