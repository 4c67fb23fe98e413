'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useLive } from '@/lib/realtime/client/live-provider'

interface Props {
  href: string
  /** Whether it stays with the company that the address names. */
  isOfCompany?: boolean
  permission?: string
  /** Its name, which a narrow sidebar does not show. */
  title: string
  children: ReactNode
}

const NEW_MS = 5_000

/** Whether somebody may go there only since a moment ago. */
function useIsNew(permission: string | undefined) {
  const { change } = useLive()
  const isGained = permission !== undefined && (change?.gained.includes(permission) ?? false)
  const [isNew, setIsNew] = useState(false)
  useEffect(() => {
    setIsNew(isGained)
    const timer = setTimeout(() => setIsNew(false), NEW_MS)
    return () => clearTimeout(timer)
  }, [isGained])
  return isNew
}

/** A place of the console, marked while one is there or below it. */
export function NavLink({ href: place, isOfCompany, permission, title, children }: Props) {
  const live = useTranslations('live')
  const isNew = useIsNew(permission)
  const pathname = usePathname()
  const company = isOfCompany ? (/^\/c\/[^/]+/.exec(pathname)?.[0] ?? '') : ''
  const href = company && place === '/' ? company : company + place
  const isHere = pathname === href || (place !== '/' && pathname.startsWith(`${href}/`))
  return (
    <Link
      href={href}
      title={title}
      aria-current={isHere ? 'page' : undefined}
      className="flex h-8 items-center gap-2.5 rounded-md px-2.5 text-muted hover:bg-default hover:text-foreground aria-[current=page]:bg-default aria-[current=page]:font-medium aria-[current=page]:text-foreground pointer-coarse:h-11"
    >
      {children}
      {isNew && (
        <span className="ms-auto flex items-center gap-1 text-accent text-xs">
          <span aria-hidden="true">●</span>
          {live('isNew')}
        </span>
      )}
    </Link>
  )
}
