import type { ReactNode } from 'react'
import { LiveFrame } from '@/app/_ui/live/live-frame'
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
  return { address, me: { id: user.id, permissions, version } }
}

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  return <LiveFrame session={await loadSession()}>{children}</LiveFrame>
}
