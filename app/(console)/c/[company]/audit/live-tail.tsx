'use client'

import { useEffect, useState, useTransition } from 'react'
import { useTranslations } from 'use-intl'
import { useRefresh } from '@/app/_ui/shell/use-refresh'

const EVERY_MS = 10_000

/** How many entries a question finds; undefined when there is no answer. */
async function countOf(path: string): Promise<number | undefined> {
  try {
    const response = await fetch(path, { cache: 'no-store' })
    const total = response.headers.get('x-total-count')
    return response.ok && total !== null ? Number.parseInt(total, 10) : undefined
  } catch {
    return undefined
  }
}

/** Tells of newer entries above the list, and shows them only when it is asked to. */
export function LiveTail({ path }: { path: string }) {
  const [count, setCount] = useState(0)
  const [isPending, start] = useTransition()
  const refresh = useRefresh()
  const text = useTranslations('auditTail')
  useEffect(() => {
    let isOver = false
    const ask = async () => {
      if (document.visibilityState !== 'visible') return
      const found = await countOf(path)
      if (!isOver && found !== undefined) setCount(found)
    }
    const timer = setInterval(ask, EVERY_MS)
    return () => {
      isOver = true
      clearInterval(timer)
    }
  }, [path])
  return (
    // Above the list without a place of its own, so that nothing moves when it comes.
    <div role="status" className="pointer-events-none sticky top-6 z-10 flex h-0 justify-center">
      {count > 0 && (
        <button
          type="button"
          aria-busy={isPending}
          className="button button--primary pointer-events-auto -translate-y-1/2 rounded-full shadow-lg"
          onClick={() => start(refresh)}
        >
          {text('new', { count })}
        </button>
      )}
    </div>
  )
}
