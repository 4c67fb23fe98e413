'use client'

import { useTranslations } from 'use-intl'
import { useLive } from '@/lib/realtime/client/live-provider'
import { CancelButton } from '../dialog/cancel-button'

interface Props {
  submit: string
  tone?: 'danger'
  isDirty: boolean
  isBlocked: boolean
  isPending: boolean
  /** It is in a dialog. */
  hasCancel: boolean
}

/** The buttons below a form. */
export function FormActions({ submit, tone, isDirty, isBlocked, isPending, hasCancel }: Props) {
  const ui = useTranslations('ui')
  const isOffline = useLive().status === 'offline'
  return (
    <div className="flex flex-wrap justify-end gap-2">
      {hasCancel ? (
        <CancelButton />
      ) : (
        isDirty && (
          <button type="reset" className="button button--outline">
            {ui('discard')}
          </button>
        )
      )}
      <button
        type="submit"
        disabled={isBlocked || isPending || isOffline}
        aria-busy={isPending}
        title={isOffline ? ui('offline') : undefined}
        className={`button ${tone === 'danger' ? 'button--danger' : 'button--primary'}`}
      >
        {submit}
      </button>
    </div>
  )
}
