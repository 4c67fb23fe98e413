import { cache } from 'react'
import { createTranslator, type NamespaceKeys, type NestedKeyOf } from 'use-intl/core'
import { getMe } from '@/lib/auth/queries'
import { loadIfPossible } from '@/lib/core/load'
import en from '@/messages/en.json'
import { DEFAULT_LOCALE, type Language, type Locale, languageOf } from '@/messages/locales'
import { compiled } from './compiled'

declare module 'use-intl' {
  interface AppConfig {
    Locale: Locale
    Messages: typeof en
  }
}

export type Messages = typeof en

const TEXTS: Record<Language, Messages> = { en }

/** How the person who looks wants things written, and the texts in their language. */
export const getMessages = cache(async () => {
  const me = await loadIfPossible(getMe, {})
  const locale = me?.formats.locale ?? DEFAULT_LOCALE
  return { locale, messages: TEXTS[languageOf(locale)] }
})

/** The texts of a part of the console, for server components. */
export async function getText<Part extends NamespaceKeys<Messages, NestedKeyOf<Messages>>>(
  namespace: Part,
) {
  const { locale, messages } = await getMessages()
  return createTranslator({ locale, messages: compiled(messages), namespace })
}
