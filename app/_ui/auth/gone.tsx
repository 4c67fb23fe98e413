import type { ReactNode } from 'react'

interface Props {
  title: string
  children: ReactNode
  /** Where to go on. */
  href: string
  label: string
}

/** In the place of a form that cannot be used any more, or that has done its work. */
export const Gone = ({ title, children, href, label }: Props) => (
  <>
    <div className="grid gap-1">
      <h1 tabIndex={-1} className="font-semibold text-xl/7 outline-none">
        {title}
      </h1>
      <p className="wrap-anywhere">{children}</p>
    </div>
    <a href={href} className="button button--primary button--lg w-full">
      {label}
    </a>
  </>
)
