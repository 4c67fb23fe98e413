'use client'

import { type ReactNode, useState } from 'react'
import { LiveProvider, useLive } from '@/lib/realtime/client/live-provider'
import type { Me } from '@/lib/realtime/client/state'
import type { RealtimeAddress } from '@/lib/realtime/schema'
import { SignedOut } from './signed-out'

interface Props {
  /** Nothing when the server found no session. */
  session: { address: RealtimeAddress; me: Me } | undefined
  children: ReactNode
}

function SignedIn({ children }: { children: ReactNode }) {
  const { signedOut } = useLive()
  return signedOut ? <SignedOut {...signedOut} /> : children
}

/** Keeps what is inside up to date, and removes it when the session ends. */
export function LiveFrame({ session, children }: Props) {
  // Every refresh brings another object for the same address, which is no reason to connect anew.
  const [first] = useState(session)
  if (!first) return <SignedOut reason={undefined} at={Date.now()} />
  return (
    <LiveProvider address={first.address} initial={first.me} me={session?.me}>
      <SignedIn>{session && children}</SignedIn>
    </LiveProvider>
  )
}
