import type { ReactNode } from 'react'

interface Props {
  title: string
  children: ReactNode
}

/** A page that only says something and where to go on. */
export function MessagePage({ title, children }: Props) {
  return (
    <div className="mx-auto grid w-full max-w-180 gap-4 px-4 py-16">
      <h1 className="font-semibold text-xl/7">{title}</h1>
      {children}
    </div>
  )
}
