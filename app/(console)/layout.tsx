import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import { LiveFrame } from '@/app/_ui/live/live-frame'
import { getMe } from '@/lib/auth/queries'
import { load } from '@/lib/core/load'
import { getRealtime } from '@/lib/realtime/queries'

const isRedirect = (error: unknown) =>
  error instanceof Error && 'digest' in error && String(error.digest).startsWith('NEXT_REDIRECT')

/**
 * Who is signed in. Without a session a new document leads to the sign-in page; a page that is open and
 * refreshes itself stays, since it can tell why the session has ended.
 */
async function loadSession() {
  const isDocument = (await headers()).get('accept')?.includes('text/html')
  try {
    const [{ user, permissions, version }, address] = await Promise.all([
      load(getMe, {}),
      load(getRealtime, {}),
    ])
    return { address, me: { id: user.id, permissions, version } }
  } catch (error) {
    if (isDocument || !isRedirect(error)) throw error
    return undefined
  }
}

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  return <LiveFrame session={await loadSession()}>{children}</LiveFrame>
}
