'use client'

import { useState, useTransition } from 'react'
import { readGrantors } from '@/app/_ui/api/grantors'
import { CopyButton } from '@/app/_ui/copy/copy-button'

interface Props {
  code: string
  /** What is copied, to be sent to one of them. */
  request: string
  texts: { who: string; whoFor: string; copy: string; nobody: string; failed: string }
}

/** Tells who can give a permission when it is asked. */
export function Ask({ code, request, texts }: Props) {
  const [found, setFound] = useState<string>()
  const [names, setNames] = useState<string[]>([])
  const [isPending, start] = useTransition()

  async function ask() {
    const grantors = await readGrantors(code)
    if (!grantors) return setFound(texts.failed)
    setNames(grantors)
    setFound(grantors.length === 0 ? texts.nobody : undefined)
  }

  return (
    <div className="flex flex-wrap items-center gap-y-1">
      <span role="status" className="not-empty:me-3">
        {found ?? names.join(', ')}
      </span>
      {names.length > 0 ? (
        <CopyButton text={request} className="link-button">
          {texts.copy}
        </CopyButton>
      ) : (
        <button
          type="button"
          aria-label={texts.whoFor}
          aria-busy={isPending}
          className="link-button noscript:hidden"
          onClick={() => start(ask)}
        >
          {texts.who}
        </button>
      )}
    </div>
  )
}
