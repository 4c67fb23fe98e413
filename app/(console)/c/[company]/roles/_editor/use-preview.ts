'use client'

import { useEffect, useState } from 'react'
import type { z } from 'zod'
import { type Answer, send } from '@/app/_ui/api/send'
import type { preview } from '@/lib/permissions/schema'

export type Preview = z.infer<typeof preview>

const PAUSE_MS = 250

/** What a change of a role would do, asked when nothing has changed for a moment. */
export function usePreview(role: string, change: object | undefined, pause = PAUSE_MS) {
  const [found, setFound] = useState<{ key: string; answer: Answer<Preview> }>()
  const key = change && JSON.stringify(change)
  useEffect(() => {
    if (!key) return
    let isWanted = true
    const timer = setTimeout(async () => {
      const path = `/api/roles/${role}/preview/`
      const answer = await send<Preview>({ method: 'POST', path, body: JSON.parse(key) })
      if (isWanted) setFound({ key, answer })
    }, pause)
    return () => {
      isWanted = false
      clearTimeout(timer)
    }
  }, [key, role, pause])
  return found && found.key === key ? found.answer : undefined
}
