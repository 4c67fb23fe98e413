'use client'

import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { type ReactNode, useLayoutEffect } from 'react'

interface Props {
  href: string
  label: string
  children: ReactNode
}

/** A link that Escape follows too, unless something above it is open. */
export function EscapeLink({ href, label, children }: Props) {
  const router = useRouter()
  useLayoutEffect(() => {
    function onKeyDown({ key, defaultPrevented }: KeyboardEvent) {
      const isBelow = document.querySelector(':popover-open, dialog[open]') !== null
      if (key === 'Escape' && !defaultPrevented && !isBelow) router.push(href, { scroll: false })
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [router, href])
  return (
    <Link href={href} scroll={false} aria-label={label} title={label} className="icon-button">
      {children}
    </Link>
  )
}
