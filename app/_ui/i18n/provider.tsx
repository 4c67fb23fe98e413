import type { ReactNode } from 'react'
import type { AbstractIntlMessages } from 'use-intl'
import type { Locale } from '@/messages/locales'
import { compiled } from './compiled'
import { Texts } from './texts'

interface Props {
  locale: Locale
  /** Only the parts that client components use, since they travel with every page. */
  messages: AbstractIntlMessages
  children: ReactNode
}

/** Gives client components their texts. */
export const TextProvider = ({ locale, messages, children }: Props) => (
  <Texts locale={locale} messages={compiled(messages)}>
    {children}
  </Texts>
)
