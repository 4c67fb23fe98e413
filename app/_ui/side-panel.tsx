import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { EscapeLink } from './escape-link'

interface Props {
  /** What it is about, for those who do not see it. */
  label: string
  title: ReactNode
  close: { label: string; href: string }
  children: ReactNode
}

/** Beside a list, something of it at a glance; open as long as the address says so. */
export function SidePanel({ label, title, close, children }: Props) {
  return (
    <aside
      aria-label={label}
      className="fixed inset-y-0 end-0 top-12 z-10 w-105 max-w-full overflow-y-auto border-border border-s bg-surface p-4 shadow-overlay"
    >
      <div className="mb-4 flex items-start justify-between gap-4">
        <h2 className="font-semibold text-base/6">{title}</h2>
        <EscapeLink href={close.href} label={close.label}>
          <X className="size-4" aria-hidden="true" />
        </EscapeLink>
      </div>
      <div className="grid gap-4">{children}</div>
    </aside>
  )
}
