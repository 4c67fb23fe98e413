import type { ReactNode } from 'react'

/** A shape besides the word, so that the colour is never alone. */
const SHAPES = {
  active: ['●', 'text-success'],
  invited: ['◐', 'text-accent'],
  locked: ['⊘', 'text-danger'],
  deactivated: ['○', 'text-muted'],
} as const

export type StatusName = keyof typeof SHAPES

/** Rendered by servers as by browsers. */
export function StatusWord({ of, children }: { of: StatusName; children: ReactNode }) {
  const [shape, colour] = SHAPES[of]
  return (
    <span className="whitespace-nowrap">
      <span aria-hidden="true" className={`inline-block w-3 text-center ${colour}`}>
        {shape}
      </span>{' '}
      {children}
    </span>
  )
}
