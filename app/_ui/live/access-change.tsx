'use client'

import { useLive } from '@/lib/realtime/client/live-provider'
import { describeChange, TEXTS } from './texts'

/** Says what the person may do now and could not before, or the other way round. */
export function AccessChange() {
  const { change, dismissChange } = useLive()
  return (
    <div role="status">
      {change && (
        <p className="mt-6 flex items-baseline justify-between gap-4 rounded-md border border-border bg-surface px-3 py-2">
          {describeChange(change)}
          <button
            type="button"
            className="min-h-6 shrink-0 text-accent underline"
            onClick={dismissChange}
          >
            {TEXTS.dismiss}
          </button>
        </p>
      )}
    </div>
  )
}
