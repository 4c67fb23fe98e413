'use client'

import { type ReactNode, useMemo } from 'react'
import { type AbstractIntlMessages, IntlProvider, useLocale, useMessages } from 'use-intl'
import type { Locale } from '@/messages/locales'

interface Props {
  messages: AbstractIntlMessages
  children: ReactNode
}

type IntlMessages = Parameters<typeof IntlProvider>[0]['messages']

export function Texts({ locale, messages, children }: Props & { locale: Locale }) {
  return (
    // Safe because the console only hands over parts of its own messages.
    <IntlProvider locale={locale} messages={messages as IntlMessages} timeZone="UTC">
      {children}
    </IntlProvider>
  )
}

export function FurtherTexts({ messages, children }: Props) {
  const locale = useLocale()
  const common = useMessages()
  const all = useMemo(() => ({ ...common, ...messages }), [common, messages])
  return (
    <Texts locale={locale} messages={all}>
      {children}
    </Texts>
  )
}
