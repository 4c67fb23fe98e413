import type { Metadata } from 'next'
import { getMessages, getText } from '@/app/_ui/i18n/messages'
import { ForgotForm } from './forgot-form'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getText('forgot'))('title') }
}

export default async function ForgotPasswordPage() {
  const { messages } = await getMessages()
  return (
    <>
      <ForgotForm texts={messages.forgot} plainTexts={messages.plain} />
      <noscript>
        <p className="notice">{messages.plain.noscript}</p>
      </noscript>
      <a href="/login" className="link-button justify-self-start">
        {messages.plain.back}
      </a>
    </>
  )
}
