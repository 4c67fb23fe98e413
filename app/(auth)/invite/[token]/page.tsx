import type { Metadata } from 'next'
import { Gone } from '@/app/_ui/auth/gone'
import { getMessages, getText } from '@/app/_ui/i18n/messages'
import { showInvitation } from '@/lib/auth/invitation-commands'
import { showInviter } from '@/lib/auth/invitation-queries'
import { loadIfValid } from '@/lib/core/load'
import { InvitationLead } from './invitation-lead'
import { JoinForm } from './join-form'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getText('invite'))('pageTitle'), referrer: 'no-referrer' }
}

interface Props {
  params: Promise<{ token: string }>
}

export default async function InvitePage({ params }: Props) {
  const { token } = await params
  const [invitation, { messages }] = [
    await loadIfValid(showInvitation, { token }),
    await getMessages(),
  ]
  const { plain, password, login } = messages
  const invite = await getText('invite')
  const sender = invitation ?? (await loadIfValid(showInviter, { token }))
  const gone = (
    <Gone title={invite('goneTitle')} href="/login" label={login.title}>
      {invite('gone')} {sender?.inviter ? invite('ask', { ...sender }) : invite('askSomebody')}{' '}
      {invite('joined')}
    </Gone>
  )
  if (!invitation) return gone
  const { company, email, has_account } = invitation
  return (
    <>
      <JoinForm
        intro={<InvitationLead invitation={invitation} />}
        token={token}
        email={email}
        company={company}
        hasAccount={has_account}
        lead={invite(has_account ? 'hasAccount' : 'email', { email })}
        submit={invite('submit', { company })}
        texts={messages.invite}
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
