'use client'

import { useTranslations } from 'use-intl'
import { useLeave } from './leave'

interface Props {
  label?: string
  /** Has the focus when the dialog opens, so that Enter does no harm. */
  isFirst?: boolean
}

/** Closes the dialog that it is in. */
export function CancelButton({ label, isFirst = false }: Props) {
  const ui = useTranslations('ui')
  const leave = useLeave()
  return (
    <button
      // React's own gives the focus too early, before the dialog is open.
      ref={(button) => void button?.toggleAttribute('autofocus', isFirst)}
      type="button"
      className="button button--outline"
      onClick={leave}
    >
      {label ?? ui('cancel')}
    </button>
  )
}
