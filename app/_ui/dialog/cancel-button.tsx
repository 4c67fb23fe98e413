'use client'

import { useTranslations } from 'use-intl'
import { useLeave } from './leave'

/** Closes the dialog that it is in. */
export function CancelButton() {
  const ui = useTranslations('ui')
  const leave = useLeave()
  return (
    <button type="button" className="button button--outline" onClick={leave}>
      {ui('cancel')}
    </button>
  )
}
