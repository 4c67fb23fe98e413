'use client'

import { useTranslations } from 'use-intl'
import { useLive } from '@/lib/realtime/client/live-provider'
import { describeChange } from './describe-change'

/** Says what the person may do now and could not before, or the other way round. */
export function AccessChange() {
  const { change, dismissChange } = useLive()
  const live = useTranslations('live')
  return (
    <div
      role="status"
      className="fixed inset-x-4 bottom-4 z-20 mx-auto max-w-180 empty:hidden md:start-62"
    >
      {change && (
        <p className="flex items-baseline justify-between gap-4 rounded-lg border border-border bg-surface px-3 py-2 shadow-overlay">
          {describeChange(live, change)}
          <button
            type="button"
            className="min-h-6 shrink-0 text-accent underline"
            onClick={dismissChange}
          >
            {live('dismiss')}
          </button>
        </p>
      )}
    </div>
  )
}
