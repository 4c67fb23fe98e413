'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'

interface Props {
  href: string
  /** Whether it stays with the company that the address names. */
  isOfCompany?: boolean
  children: ReactNode
}

/** A place of the console, marked while one is there or below it. */
export function NavLink({ href: place, isOfCompany, children }: Props) {
  const pathname = usePathname()
  const company = isOfCompany ? (/^\/c\/[^/]+/.exec(pathname)?.[0] ?? '') : ''
  const href = company + place
  const isHere = pathname === href || (href !== '/' && pathname.startsWith(`${href}/`))
  return (
    <Link
      href={href}
      aria-current={isHere ? 'page' : undefined}
      className="flex h-8 items-center gap-2.5 rounded-md px-2.5 text-muted hover:bg-default hover:text-foreground aria-[current=page]:bg-default aria-[current=page]:font-medium aria-[current=page]:text-foreground pointer-coarse:h-11"
    >
      {children}
    </Link>
  )
}
