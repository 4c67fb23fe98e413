import type { ReactNode } from 'react'
import { getText } from '@/app/_ui/i18n/messages'

/** What surrounds the pages of those who are not signed in. */
export default async function AuthLayout({ children }: { children: ReactNode }) {
  const app = await getText('app')
  return (
    <main
      id="main"
      className="mx-auto grid min-h-dvh w-full max-w-108 grid-cols-[minmax(0,1fr)] content-center gap-6 p-4"
    >
      <p className="flex items-center gap-2 font-semibold text-base/6">
        {/* biome-ignore lint/performance/noImgElement: a drawing of 400 bytes needs no script that fits it */}
        <img src="/icon.svg" alt="" className="size-5" />
        {app('name')}
      </p>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-5 sm:rounded-lg sm:border sm:border-border sm:bg-surface sm:p-6">
        {children}
      </div>
    </main>
  )
}
