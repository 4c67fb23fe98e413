'use client'

import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { useLive } from '@/lib/realtime/client/live-provider'
import { NAVIGATION } from '../shell/navigation'
import { describeChange } from './describe-change'

/** Says what the person may do now and could not before, or the other way round, until they close it. */
export function AccessChange() {
  const { change, dismissChange } = useLive()
  const live = useTranslations('live')
  const gained = NAVIGATION.find(
    ({ permission }) => permission !== undefined && change?.gained.includes(permission),
  )
  return (
    <div
      role="status"
      className="fixed inset-x-4 bottom-4 z-20 mx-auto max-w-180 empty:hidden md:start-62"
    >
      {change && (
        <p className="flex flex-wrap items-baseline gap-x-4 rounded-lg border border-border bg-surface px-3 py-2 shadow-overlay">
          <span className="grow">{describeChange(live, change)}</span>
          <span className="flex shrink-0 gap-4">
            {gained && (
              <Link href={gained.href} className="link-button" onClick={dismissChange}>
                {live('open')}
              </Link>
            )}
            {change.lost.length > 0 && (
              <Link href="/account?tab=access" className="link-button" onClick={dismissChange}>
                {live('whatChanged')}
              </Link>
            )}
            <button type="button" className="link-button" onClick={dismissChange}>
              {live('dismiss')}
            </button>
          </span>
        </p>
      )}
    </div>
  )
}
