'use client'

import { useTranslations } from 'use-intl'
import { useLive } from '@/lib/realtime/client/live-provider'
import { describeChange } from './describe-change'

/** Says what the person may do now and could not before, or the other way round. */
export function AccessChange() {
  const { change, dismissChange } = useLive()
  const live = useTranslations('live')
  return (
    <div role="status" className="empty:-mb-6">
      {change && (
        <p className="flex max-w-180 items-baseline justify-between gap-4 rounded-md border border-border bg-surface px-3 py-2">
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
