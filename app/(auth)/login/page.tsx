import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { readRefusal } from '@/app/_ui/auth/refusal'
import { getMessages, getText } from '@/app/_ui/i18n/messages'
import { NAVIGATION } from '@/app/_ui/shell/navigation'
import { TYPED_EMAIL_COOKIE } from '@/lib/auth/rules'
import { SignInForm } from './sign-in-form'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getText('login'))('title') }
}

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** Why somebody is here who did not come by themselves. */
async function explain(next: string, reason: string | undefined) {
  const [login, nav] = [await getText('login'), await getText('nav')]
  const path = next.replace(/^\/c\/[^/]+/, '')
  const place = NAVIGATION.find(({ href }) => href !== '/' && path.startsWith(href))
  return [
    reason === 'expired' && login('expired'),
    place && login('next', { place: nav(place.label) }),
  ].filter(Boolean)
}

export default async function LoginPage({ searchParams }: Props) {
  const given = await searchParams
  const [error, next = '/', reason] = [given.error, given.next, given.reason].map(
    (value) => [value].flat()[0],
  )
  const { locale, messages } = await getMessages()
  const [lead, kept] = [await explain(next, reason), await cookies()]
  return (
    <>
      <div className="grid gap-1">
        <h1 className="font-semibold text-xl/7">{messages.login.title}</h1>
        {lead.length > 0 && <p className="text-muted">{lead.join(' ')}</p>}
      </div>
      <SignInForm
        locale={locale}
        texts={messages.login}
        passwordTexts={messages.password}
        refused={error ? readRefusal(error) : undefined}
        typed={kept.get(TYPED_EMAIL_COOKIE)?.value}
        next={next}
      />
      <a href="/forgot-password" className="link-button justify-self-start">
        {messages.login.forgot}
      </a>
    </>
  )
}
