import type { Metadata } from 'next'
import localFont from 'next/font/local'
import type { ReactNode } from 'react'
import { ErrorTextProvider } from './_ui/i18n/error-texts'
import { getMessages } from './_ui/i18n/messages'
import { readPreferences } from './_ui/preferences'
import './globals.css'

const inter = localFont({
  src: '../node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2',
  variable: '--font-inter',
  weight: '100 900',
})

export async function generateMetadata(): Promise<Metadata> {
  const { messages } = await getMessages()
  const { name } = messages.app
  return { title: { default: name, template: `%s · ${name}` } }
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [{ locale, messages }, { scheme, density, sidebar, reduceMotion }] = await Promise.all([
    getMessages(),
    readPreferences(),
  ])
  const { broken, nothingSaved, reference, copyReference, copied, again } = messages.errors
  return (
    <html
      lang={locale}
      className={inter.variable}
      data-scheme={scheme}
      data-density={density}
      data-sidebar={sidebar}
      data-reduce-motion={reduceMotion}
    >
      <body className="min-h-dvh bg-background font-sans text-[0.8125rem]/5 text-foreground antialiased">
        <ErrorTextProvider
          texts={{ broken, nothingSaved, reference, copyReference, copied, again }}
        >
          {children}
        </ErrorTextProvider>
      </body>
    </html>
  )
}
