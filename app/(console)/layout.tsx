import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import type { ReactNode } from 'react'
import { LiveFrame } from '@/app/_ui/live/live-frame'
import { getMe } from '@/lib/auth/queries'
import { loadIfSignedIn } from '@/lib/core/load'
import { getRealtime } from '@/lib/realtime/queries'

/**
 * Who is signed in. Without a session a new document leads to the sign-in page; a page that is open and
 * refreshes itself stays, since it can tell why the session has ended.
 */
async function loadSession() {
  const [me, address] = await Promise.all([
    loadIfSignedIn(getMe, {}),
    loadIfSignedIn(getRealtime, {}),
  ])
  if (me && address) {
    const { user, permissions, version } = me
    return { address, me: { id: user.id, permissions, version } }
  }
  if ((await headers()).get('accept')?.includes('text/html')) redirect('/login')
  return undefined
}

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  return <LiveFrame session={await loadSession()}>{children}</LiveFrame>
}
