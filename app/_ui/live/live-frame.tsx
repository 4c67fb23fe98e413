'use client'

import type { ComponentProps, ReactNode } from 'react'
import { LiveProvider, useLive } from '@/lib/realtime/client/live-provider'
import { SignedOut } from './signed-out'

function SignedIn({ children }: { children: ReactNode }) {
  const { signedOut } = useLive()
  return signedOut ? <SignedOut {...signedOut} /> : children
}

/** Keeps what is inside up to date, and removes it when the session ends. */
export function LiveFrame({ children, ...props }: ComponentProps<typeof LiveProvider>) {
  return (
    <LiveProvider {...props}>
      <SignedIn>{children}</SignedIn>
    </LiveProvider>
  )
}
