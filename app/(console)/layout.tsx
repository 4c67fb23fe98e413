import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import type { ReactNode } from 'react'
import { ClockProvider } from '@/app/_ui/clock/provider'
import { ownerOf } from '@/app/_ui/company-scope'
import { getMessages } from '@/app/_ui/i18n/messages'
import { TextProvider } from '@/app/_ui/i18n/provider'
import { AccessChange } from '@/app/_ui/live/access-change'
import { LiveFrame } from '@/app/_ui/live/live-frame'
import { RouteFocus } from '@/app/_ui/shell/route-focus'
import { Shell } from '@/app/_ui/shell/shell'
import { Toasts } from '@/app/_ui/toast/toasts'
import { getMe } from '@/lib/auth/queries'
import { loadIfSignedIn } from '@/lib/core/load'
import { getRealtime } from '@/lib/realtime/queries'

async function loadSession() {
  const [me, address] = await Promise.all([
    loadIfSignedIn(getMe, {}),
    loadIfSignedIn(getRealtime, {}),
  ])
  if (!me || !address) return undefined
  if (me.must_change_password) redirect('/change-password')
  const { user, permissions, version, formats } = me
  return { user, formats, live: { address, me: { id: user.id, permissions, version } } }
}

/** Whose data it is stands behind what a page is called. */
export async function generateMetadata(): Promise<Metadata> {
  const owner = await ownerOf(Promise.resolve({}))
  return { title: { absolute: owner, template: `%s · ${owner}` } }
}

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const [session, { locale, messages }] = await Promise.all([loadSession(), getMessages()])
  const { live, signedOut, ui, errors } = messages
  return (
    <TextProvider locale={locale} messages={{ live, signedOut, ui, errors }}>
      <ClockProvider formats={session?.formats}>
        <LiveFrame session={session?.live}>
          {session && (
            <Shell user={session.user}>
              <RouteFocus />
              {children}
              <AccessChange />
              <Toasts />
            </Shell>
          )}
        </LiveFrame>
      </ClockProvider>
    </TextProvider>
  )
}
