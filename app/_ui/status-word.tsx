import type { ReactNode } from 'react'

interface Props {
  as: readonly [shape: string, colour: string]
  children: ReactNode
}

/** A word with a shape besides it, so that the colour is never alone. Rendered by servers as by browsers. */
export const ShapedWord = ({ as: [shape, colour], children }: Props) => (
  <span className="whitespace-nowrap">
    <span aria-hidden="true" className={`inline-block w-3 text-center ${colour}`}>
      {shape}
    </span>{' '}
    {children}
  </span>
)

const SHAPES = {
  active: ['●', 'text-success'],
  invited: ['◐', 'text-accent'],
  locked: ['⊘', 'text-danger'],
  deactivated: ['○', 'text-muted'],
} as const

export type StatusName = keyof typeof SHAPES

export const StatusWord = ({ of, children }: { of: StatusName; children: ReactNode }) => (
  <ShapedWord as={SHAPES[of]}>{children}</ShapedWord>
)
