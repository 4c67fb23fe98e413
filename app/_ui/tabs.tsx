import Link from 'next/link'

interface Props {
  label: string
  /** Which one is shown. */
  current: string
  tabs: readonly { name: string; label: string; href: string; count?: number }[]
}

/** Parts of a page, each with an address of its own. */
export function Tabs({ label, current, tabs }: Props) {
  return (
    <nav aria-label={label} className="overflow-x-auto border-border border-b">
      <ul className="flex gap-1">
        {tabs.map(({ name, label: text, href, count }) => (
          <li
            key={name}
            className="nth-[n+4]:has-aria-[current=page]:[scroll-initial-target:nearest]"
          >
            <Link
              href={href}
              scroll={false}
              aria-current={name === current ? 'page' : undefined}
              className="-mb-px flex h-9 items-center gap-1.5 whitespace-nowrap border-transparent border-b-2 px-3 text-muted hover:text-foreground aria-[current=page]:border-accent aria-[current=page]:font-medium aria-[current=page]:text-foreground pointer-coarse:h-11"
            >
              {text}
              {count !== undefined && <span className="text-muted tabular-nums">{count}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
