'use client'

import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { showToast } from './toast/show-toast'

interface Props {
  text: string
  label?: string
  className?: string
  children: ReactNode
}

/** Takes a text into the clipboard. */
export function CopyButton({ text, label, className, children }: Props) {
  const ui = useTranslations('ui')
  async function copy() {
    await navigator.clipboard.writeText(text)
    showToast({ text: ui('copied') })
  }
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className={className ?? 'icon-button'}
      onClick={copy}
    >
      {children}
    </button>
  )
}
