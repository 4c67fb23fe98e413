import { useEffect, useState } from 'react'
import type { z } from 'zod'
import { type Answer, send } from '@/app/_ui/api/send'
import type { preview } from '@/lib/permissions/schema'

type Preview = z.infer<typeof preview>

/** Whom a change would affect; asked anew where what it changes is not the same any more. */
export function useEffects(asked: { path: string; body: object } | null, etag: string) {
  const [found, setFound] = useState<{ key: string; answer: Answer<Preview> }>()
  const key = JSON.stringify([asked, etag])
  useEffect(() => {
    // Safe because it is what was written above.
    const [wanted] = JSON.parse(key) as [typeof asked]
    if (!wanted) return
    let isWanted = true
    void send<Preview>({ method: 'POST', ...wanted }).then((answer) => {
      if (isWanted) setFound({ key, answer })
    })
    return () => {
      isWanted = false
    }
  }, [key])
  return found?.key === key ? found.answer : undefined
}
