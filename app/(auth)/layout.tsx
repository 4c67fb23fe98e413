import { ShieldCheck } from 'lucide-react'
import type { ReactNode } from 'react'
import { getText } from '@/app/_ui/i18n/messages'

/** What surrounds the pages of those who are not signed in. */
export default async function AuthLayout({ children }: { children: ReactNode }) {
  const app = await getText('app')
  return (
    <main id="main" className="mx-auto grid min-h-dvh w-full max-w-108 content-center gap-6 p-4">
      <p className="flex items-center gap-2 font-semibold text-base/6">
        <ShieldCheck className="size-5 text-accent" aria-hidden="true" />
        {app('name')}
      </p>
      <div className="grid gap-5 sm:rounded-lg sm:border sm:border-border sm:bg-surface sm:p-6">
        {children}
      </div>
    </main>
  )
}
