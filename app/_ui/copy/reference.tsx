'use client'

import { useRef, useState } from 'react'

export interface ReferenceTexts {
  reference: string
  copyReference: string
  copied: string
}

interface Props {
  id: string
  texts: ReferenceTexts
}

/** What helps whoever is asked about a failure. It needs neither ICU nor toasts, so that every page can have it. */
export function Reference({ id, texts }: Props) {
  const place = useRef<HTMLElement>(null)
  const [isCopied, setIsCopied] = useState(false)
  async function copy() {
    // With the first copy, since every page carries this and hardly one fails.
    const library = await import('./copy-text').catch(() => undefined)
    const isDone = (await library?.copyText(id)) ?? false
    setIsCopied(isDone)
    if (!isDone && place.current) getSelection()?.selectAllChildren(place.current)
  }
  return (
    <span className="inline-flex flex-wrap items-baseline gap-x-2">
      <span>
        {texts.reference}{' '}
        <code ref={place} className="wrap-anywhere select-all">
          {id}
        </code>
      </span>
      <button type="button" className="link-button" onClick={copy}>
        <span aria-live="polite">{isCopied ? texts.copied : texts.copyReference}</span>
      </button>
    </span>
  )
}
