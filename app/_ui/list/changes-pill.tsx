'use client'

import { useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { send } from '../api/send'
import { useRefresh } from '../shell/use-refresh'

const PAUSE_MS = 10_000
const TINTED_MS = 2_000
const MOST = 100

interface Props {
  /** The list as the API has it, with a `?`. */
  path: string
  /** When what is shown was read. */
  since: string
  /** Whether only some rows of the list are shown, so that changes of others are nobody's concern. */
  isNarrowed: boolean
}

interface Changes {
  ids: readonly string[]
  /** Whether there are more than are counted; which of those are shown is not known. */
  isMore: boolean
}

const NONE: Changes = { ids: [], isMore: false }

const rowOf = (id: string) => document.querySelector<HTMLElement>(`tr[data-row="${id}"]`)

function tint(ids: readonly string[]) {
  for (const id of ids) {
    const row = rowOf(id)
    row?.toggleAttribute('data-changed', true)
    setTimeout(() => row?.removeAttribute('data-changed'), TINTED_MS)
  }
}

/** Tells that others have changed what a list shows; nothing moves before one asks for it. */
export function ChangesPill({ path, since, isNarrowed }: Props) {
  const ui = useTranslations('ui')
  const refresh = useRefresh()
  const [found, setFound] = useState<Changes & { since: string }>()
  const asked = useRef<readonly string[]>([])
  const { ids, isMore } = found?.since === since ? found : NONE

  useEffect(() => {
    tint(asked.current)
    asked.current = []
    async function look() {
      if (document.visibilityState !== 'visible') return
      const query = `updated_since=${encodeURIComponent(since)}&page_size=${MOST + 1}`
      const answer = await send<{ id: string }[]>({ method: 'GET', path: `${path}&${query}` })
      if (!answer.ok) return
      const changed = answer.body.map(({ id }) => id)
      const ids = changed.filter((id) => !isNarrowed || rowOf(id))
      setFound({ since, ids, isMore: changed.length > MOST })
    }
    const timer = setInterval(look, PAUSE_MS)
    document.addEventListener('visibilitychange', look)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', look)
    }
  }, [path, since, isNarrowed])

  return (
    <p role="status" className="empty:hidden">
      {(isMore || ids.length > 0) && (
        <button
          type="button"
          className="chip chip--accent min-h-6 px-3"
          onClick={() => {
            asked.current = ids
            refresh()
          }}
        >
          {isMore ? ui('manyChanges', { count: MOST }) : ui('changes', { count: ids.length })}
        </button>
      )}
    </p>
  )
}
