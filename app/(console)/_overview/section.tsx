import type { ReactNode } from 'react'

interface Props {
  id: string
  title: string
  /** Beside the title. */
  more?: ReactNode
  children: ReactNode
}

/** A part of the overview with its heading. */
export const Section = ({ id, title, more, children }: Props) => (
  <section aria-labelledby={id} className="grid min-w-0 content-start gap-2">
    <div className="flex min-h-7 flex-wrap items-center justify-between gap-x-4">
      <h2 id={id} className="font-semibold text-base/6">
        {title}
      </h2>
      {more}
    </div>
    {children}
  </section>
)
