'use client'

import { useTranslations } from 'use-intl'
import { useOffline } from '@/app/_ui/live/use-offline'
import { differences } from './differences'
import { usePreview } from './use-preview'

interface Props {
  role: string
  base: readonly string[]
  draft: readonly string[]
  onDiscard: () => void
  onReview: () => void
}

/** How much is unsaved and whom it would affect, at the lower edge of what is seen. */
export function ChangeBar({ role, base, draft, onDiscard, onReview }: Props) {
  const t = useTranslations('matrix')
  const ui = useTranslations('ui')
  const offline = useOffline()
  const answer = usePreview(role, { permissions: draft })
  const { added, removed } = differences(base, draft)
  const counts = [
    t('additions', { count: added.length }),
    t('removals', { count: removed.length }),
  ].join(', ')
  const preview = answer?.ok ? answer.body : undefined
  return (
    <section
      aria-label={t('unsaved')}
      className="panel sticky bottom-4 z-10 flex max-w-180 flex-wrap items-center justify-between gap-x-4 gap-y-2 px-3 py-2 shadow-overlay"
    >
      <p role="status" className="tabular-nums">
        <span className="font-medium">{counts}</span>
        <span className="text-muted">
          {!answer && ` · ${t('counting')}`}
          {preview?.allowed && ` · ${t('affects', { count: preview.affected })}`}
          {preview?.allowed &&
            preview.online !== null &&
            `, ${t('online', { count: preview.online })}`}
        </span>
      </p>
      <div className="flex gap-2">
        <button type="button" className="button button--outline" onClick={onDiscard}>
          {ui('discard')}
        </button>
        <button
          type="button"
          aria-haspopup="dialog"
          aria-keyshortcuts="Control+S Meta+S"
          {...offline}
          className="button button--primary"
          onClick={onReview}
        >
          {t('reviewSave')}
          <kbd className="text-xs max-sm:hidden">⌘S</kbd>
        </button>
      </div>
    </section>
  )
}
