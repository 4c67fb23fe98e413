'use client'

import { useEffect, useState } from 'react'
import type { z } from 'zod'
import { type Answer, send } from '@/app/_ui/api/send'
import type { heldRole } from '@/lib/users/schema'

export type HeldRole = z.infer<typeof heldRole>

/** The roles that somebody has at this moment; undefined until they are there. */
export function useHeldRoles(id: string) {
  const [answer, setAnswer] = useState<Answer<HeldRole[]>>()
  const [attempt, setAttempt] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt asks the same again
  useEffect(() => {
    let isCurrent = true
    void send<HeldRole[]>({ method: 'GET', path: `/api/users/${id}/roles/` }).then(
      (found) => isCurrent && setAnswer(found),
    )
    return () => {
      isCurrent = false
    }
  }, [id, attempt])
  return {
    held: answer?.ok ? answer.body : undefined,
    problem: answer?.ok === false ? answer.problem : undefined,
    retry() {
      setAnswer(undefined)
      setAttempt((before) => before + 1)
    },
  }
}
