import type { Metadata } from 'next'
import { Gone } from '@/app/_ui/auth/gone'
import { getMessages, getText } from '@/app/_ui/i18n/messages'
import { showReset } from '@/lib/auth/reset-commands'
import { loadIfValid } from '@/lib/core/load'
import { ResetForm } from './reset-form'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getText('reset'))('title'), referrer: 'no-referrer' }
}

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function ResetPasswordPage({ searchParams }: Props) {
  const token = [(await searchParams).token].flat()[0] ?? ''
  const [link, { messages }] = [await loadIfValid(showReset, { token }), await getMessages()]
  const { reset, plain, password } = messages
  const gone = (
    <Gone title={reset.goneTitle} href="/forgot-password" label={reset.again}>
      {reset.gone}
    </Gone>
  )
  if (!link) return gone
  const lead = (await getText('reset'))('lead', { email: link.email, company: link.company_name })
  return (
    <>
      <ResetForm
        token={token}
        person={link}
        lead={lead}
        texts={reset}
        plainTexts={plain}
        passwordTexts={password}
        gone={gone}
      />
      <noscript>
        <p className="notice">{plain.noscript}</p>
      </noscript>
    </>
  )
}
