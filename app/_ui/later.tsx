'use client'

import { type ComponentType, lazy, type ReactNode, Suspense } from 'react'
import { useIsReady } from './use-is-ready'

const Nothing = () => null

/** A part that is loaded when it is first shown; where it does not come, the page does without. */
export const lazily = <Props extends object>(
  load: () => Promise<{ default: ComponentType<Props> }>,
) => lazy<ComponentType<Props>>(() => load().catch(() => ({ default: Nothing })))

/** Shows such parts once the page stands. */
export const Later = ({ children }: { children: ReactNode }) =>
  useIsReady() && <Suspense>{children}</Suspense>
