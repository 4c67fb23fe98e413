'use client'

import { useTranslations } from 'use-intl'
import { useLive } from '@/lib/realtime/client/live-provider'

interface Props {
  submit: string
  tone?: 'danger'
  isDirty: boolean
  isBlocked: boolean
  isPending: boolean
  onCancel?: () => void
}

/** The buttons below a form. */
export function FormActions({ submit, tone, isDirty, isBlocked, isPending, onCancel }: Props) {
  const ui = useTranslations('ui')
  const isOffline = useLive().status === 'offline'
  return (
    <div className="flex flex-wrap justify-end gap-2">
      {onCancel ? (
        <button type="button" className="button button--outline" onClick={onCancel}>
          {ui('cancel')}
        </button>
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
