import { cache } from 'react'
import { createTranslator, type NamespaceKeys, type NestedKeyOf } from 'use-intl/core'
import en from '@/messages/en.json'

declare module 'use-intl' {
  interface AppConfig {
    Locale: 'en'
    Messages: typeof en
  }
}

export type Messages = typeof en

/** The language of a request and its texts. */
export const getMessages = cache(async () => ({ locale: 'en' as const, messages: en }))

/** The texts of a part of the console, for server components. */
export async function getText<Part extends NamespaceKeys<Messages, NestedKeyOf<Messages>>>(
  namespace: Part,
) {
  const { locale, messages } = await getMessages()
  return createTranslator({ locale, messages, namespace })
}
