import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getMessages, getText } from '@/app/_ui/i18n/messages'
import { getMe } from '@/lib/auth/queries'
import { load } from '@/lib/core/load'
import { ChangeForm } from './change-form'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getText('forced'))('title') }
}

export default async function ChangePasswordPage() {
  const { user, must_change_password } = await load(getMe, {})
  if (!must_change_password) redirect('/')
  const [{ messages }, forced] = [await getMessages(), await getText('forced')]
  return (
    <>
      <div className="grid gap-1">
        <h1 className="font-semibold text-xl/7">{forced('title')}</h1>
        <p className="break-words text-muted">{forced('lead', { email: user.email })}</p>
      </div>
      <ChangeForm
        person={{ ...user, company_name: user.company_name ?? undefined }}
        submit={forced('submit')}
        plainTexts={messages.plain}
        passwordTexts={messages.password}
      />
      <noscript>
        <p className="notice">{messages.plain.noscript}</p>
      </noscript>
      <form method="post" action="/api/auth/signout">
        <input type="hidden" name="callbackUrl" value="/login" />
        <button type="submit" className="button button--outline button--lg w-full">
          {messages.app.signOut}
        </button>
      </form>
    </>
  )
}
