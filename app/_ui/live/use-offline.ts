'use client'

import { useTranslations } from 'use-intl'
import { useIsOffline } from '@/lib/realtime/client/live-provider'

/** What a button that writes gets while the server cannot be reached; nothing otherwise. */
export function useOffline() {
  const ui = useTranslations('ui')
  return useIsOffline() ? ({ disabled: true, title: ui('offline') } as const) : undefined
}
