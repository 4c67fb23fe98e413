'use client'

import { useTranslations } from 'use-intl'
import { CancelButton } from '../dialog/cancel-button'
import { useOffline } from '../live/use-offline'

interface Props {
  submit: string
  tone?: 'danger'
  isDirty?: boolean
  isBlocked: boolean
  isPending: boolean
  /** It is in a dialog. */
  hasCancel?: boolean
}

/** The buttons below a form. */
export function FormActions({ submit, tone, isDirty, isBlocked, isPending, hasCancel }: Props) {
  const ui = useTranslations('ui')
  const offline = useOffline()
  return (
    <div className="flex flex-wrap justify-end gap-2">
      {hasCancel ? (
        <CancelButton isFirst={tone === 'danger'} />
      ) : (
        isDirty && (
          <button type="reset" className="button button--outline">
            {ui('discard')}
          </button>
        )
      )}
      <button
        type="submit"
        disabled={isBlocked || isPending}
        {...offline}
        aria-busy={isPending}
        className={`button ${tone === 'danger' ? 'button--danger' : 'button--primary'}`}
      >
        {submit}
      </button>
    </div>
  )
}
