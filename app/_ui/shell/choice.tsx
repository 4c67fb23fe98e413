'use client'

import { useId, useSyncExternalStore } from 'react'

const YEAR_SECONDS = 31_536_000
const CHANGED = 'access:choice'

interface Props {
  /** The name of the cookie, and of the attribute of the page that styles go by. */
  name: 'scheme' | 'density'
  legend: string
  /** The first is what counts without a choice. */
  options: readonly { value: string; label: string }[]
  /** What the server has read from the cookie. */
  chosen: string | undefined
}

/** Changes the page at once, and remembers it in a cookie that the server reads. */
function choose(name: Props['name'], value: string) {
  const { dataset } = document.documentElement
  if (value) dataset[name] = value
  else delete dataset[name]
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet
  document.cookie = `${name}=${value}; path=/; max-age=${value ? YEAR_SECONDS : 0}; samesite=lax`
  window.dispatchEvent(new Event(CHANGED))
}

function subscribe(notify: () => void) {
  window.addEventListener(CHANGED, notify)
  return () => window.removeEventListener(CHANGED, notify)
}

/** What somebody chooses for this browser; it may be shown in several places. */
export function Choice({ name, legend, options, chosen }: Props) {
  const group = useId()
  const value = useSyncExternalStore(
    subscribe,
    () => document.documentElement.dataset[name] ?? '',
    () => chosen ?? '',
  )
  return (
    <fieldset className="grid gap-1.5 noscript:hidden">
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
