'use client'

import {
  type ComponentType,
  lazy,
  type ReactNode,
  Suspense,
  useEffect,
  useRef,
  useState,
} from 'react'
import type { RangeLayerProps } from './range-layer'

const Nothing = () => null

/** Where it does not come, the links of the bars remain. */
const RangeLayer = lazy<ComponentType<RangeLayerProps>>(() =>
  import('./range-layer').catch(() => ({ default: Nothing })),
)

interface Props extends Omit<RangeLayerProps, 'stage'> {
  children: ReactNode
}

/** Where the time is chosen by dragging and by keys, once the page stands; until then there are the links of the bars. */
export function RangeStage({ children, ...layer }: Props) {
  const stage = useRef<HTMLDivElement>(null)
  const [isReady, setIsReady] = useState(false)
  useEffect(() => setIsReady(true), [])
  return (
    // Time runs from left to right in every language.
    <div ref={stage} dir="ltr" className="relative touch-pan-y select-none">
      {children}
      {isReady && (
        <Suspense>
          <RangeLayer {...layer} stage={stage} />
        </Suspense>
      )}
    </div>
  )
}
