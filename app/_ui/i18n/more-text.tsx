'use client'

import { type ReactNode, useMemo } from 'react'
import { useLocale, useMessages } from 'use-intl'
import { TextProvider } from './provider'

interface Props {
  /** Parts of the texts that only the page below needs. */
  messages: Parameters<typeof TextProvider>[0]['messages']
  children: ReactNode
}

/** Gives client components further texts beside those that every page has. */
export function MoreText({ messages, children }: Props) {
  const locale = useLocale()
  const common = useMessages()
  const all = useMemo(() => ({ ...common, ...messages }), [common, messages])
  return (
    <TextProvider locale={locale} messages={all}>
      {children}
    </TextProvider>
  )
}
