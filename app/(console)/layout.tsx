import type { ReactNode } from 'react'
import { getMessages } from '@/app/_ui/i18n/messages'
import { TextProvider } from '@/app/_ui/i18n/provider'
import { AccessChange } from '@/app/_ui/live/access-change'
import { LiveFrame } from '@/app/_ui/live/live-frame'
import { Shell } from '@/app/_ui/shell/shell'
import { getMe } from '@/lib/auth/queries'
import { loadIfSignedIn } from '@/lib/core/load'
import { getRealtime } from '@/lib/realtime/queries'

async function loadSession() {
  const [me, address] = await Promise.all([
    loadIfSignedIn(getMe, {}),
    loadIfSignedIn(getRealtime, {}),
  ])
  if (!me || !address) return undefined
  const { user, permissions, version } = me
  return { user, live: { address, me: { id: user.id, permissions, version } } }
}

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const [session, { locale, messages }] = await Promise.all([loadSession(), getMessages()])
  const { live, signedOut } = messages
  return (
    <TextProvider locale={locale} messages={{ live, signedOut }}>
      <LiveFrame session={session?.live}>
        {session && (
          <Shell user={session.user}>
            <AccessChange />
            {children}
          </Shell>
        )}
      </LiveFrame>
    </TextProvider>
  )
}
