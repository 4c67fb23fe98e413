'use client'

import { useId, useSyncExternalStore } from 'react'
import { CHOSEN, choose } from '../choose'
import { useIsReady } from '../use-is-ready'

interface Props {
  /** The name of the cookie, and of the attribute of the page that styles go by. */
  name: 'scheme' | 'density' | 'reduceMotion'
  legend: string
  /** The first is what counts without a choice. */
  options: readonly { value: string; label: string }[]
  /** What the server has read from the cookie. */
  chosen: string | undefined
}

function subscribe(notify: () => void) {
  window.addEventListener(CHOSEN, notify)
  return () => window.removeEventListener(CHOSEN, notify)
}

/** What somebody chooses for this browser; it may be shown in several places. */
export function Choice({ name, legend, options, chosen }: Props) {
  const group = useId()
  const value = useSyncExternalStore(
    subscribe,
    () => document.documentElement.dataset[name] ?? '',
    () => chosen ?? '',
  )
  // What is ticked before that would be chosen for nothing.
  const isReady = useIsReady()
  return (
    <fieldset disabled={!isReady} className="grid gap-1.5 noscript:hidden">
      <legend className="mb-1.5 font-medium">{legend}</legend>
      <div className="flex w-fit flex-wrap gap-0.5 rounded-md bg-default p-0.5">
        {options.map((option) => (
          <label
            key={option.value}
            className="relative grid min-h-7 cursor-pointer place-content-center rounded px-2.5 has-checked:bg-surface has-checked:font-medium has-checked:ring-1 has-checked:ring-border has-focus-visible:outline-2 has-focus-visible:outline-focus pointer-coarse:min-h-11"
          >
            <input
              type="radio"
              name={group}
              value={option.value}
              checked={value === option.value}
              onChange={() => choose(name, option.value)}
              className="sr-only"
            />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
