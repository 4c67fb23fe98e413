import type { ReactNode } from 'react'
import { getMe } from '@/lib/auth/queries'
import { loadIfPossible } from '@/lib/core/load'
import ConsoleLayout from '../(console)/layout'

/** Whoever is signed in stays in the console. */
export default async function MissingLayout({ children }: { children: ReactNode }) {
  const me = await loadIfPossible(getMe, {})
  return me ? <ConsoleLayout>{children}</ConsoleLayout> : children
}
