'use client'

import type { ReactNode } from 'react'
import { type AbstractIntlMessages, IntlProvider } from 'use-intl'
import type { Locale } from '@/messages/locales'

interface Props {
  locale: Locale
  /** Only the parts that client components use, since they travel with every page. */
  messages: AbstractIntlMessages
  children: ReactNode
}

/** Gives client components their texts. */
export function TextProvider({ locale, messages, children }: Props) {
  return (
    // Safe because the console only hands over parts of its own messages.
    <IntlProvider locale={locale} messages={messages as IntlMessages} timeZone="UTC">
      {children}
    </IntlProvider>
  )
}

type IntlMessages = Parameters<typeof IntlProvider>[0]['messages']
