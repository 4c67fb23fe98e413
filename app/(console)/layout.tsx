import type { ReactNode } from 'react'
import { LiveFrame } from '@/app/_ui/live/live-frame'
import { getMe } from '@/lib/auth/queries'
import { load } from '@/lib/core/load'
import { getRealtime } from '@/lib/realtime/queries'

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const [{ user, permissions, version }, address] = await Promise.all([
    load(getMe, {}),
    load(getRealtime, {}),
  ])
  return (
    <LiveFrame address={address} me={{ id: user.id, permissions, version }}>
      {children}
    </LiveFrame>
  )
}
