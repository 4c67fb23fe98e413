'use client'

import { type ReactNode, useRef } from 'react'
import { Later, lazily } from '../later'
import type { RangeLayerProps } from './range-layer'

const RangeLayer = lazily<RangeLayerProps>(() => import('./range-layer'))

interface Props extends Omit<RangeLayerProps, 'stage'> {
  children: ReactNode
}

/** Where the time is chosen by dragging and by keys, once the page stands; until then there are the links of the bars. */
export function RangeStage({ children, ...layer }: Props) {
  const stage = useRef<HTMLDivElement>(null)
  return (
    // Time runs from left to right in every language.
    <div ref={stage} dir="ltr" className="relative touch-pan-y select-none">
      {children}
      <Later>
        <RangeLayer {...layer} stage={stage} />
      </Later>
    </div>
  )
}
