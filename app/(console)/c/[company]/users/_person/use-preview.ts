'use client'

import { useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import type { z } from 'zod'
import { describeProblem } from '@/app/_ui/api/describe-problem'
import { send } from '@/app/_ui/api/send'
import type { preview } from '@/lib/permissions/schema'
import { isNothing, type RoleChanges } from './role-changes'

export interface RoleEffect {
  gains: readonly string[]
  loses: readonly string[]
  /** Why the server would refuse it. */
  refusals: readonly string[]
}

/** What changes of somebody's roles would come to; undefined while there are none or it is not known yet. */
export function useRolePreview(user: string, changes: RoleChanges): RoleEffect | undefined {
  const ui = useTranslations('ui')
  const [effect, setEffect] = useState<{ key: string; effect: RoleEffect }>()
  const key = JSON.stringify(changes)
  useEffect(() => {
    // Safe because it is what was written two lines above.
    const { add, remove } = JSON.parse(key) as RoleChanges
    if (isNothing({ add, remove })) return
    const body = { roles: { add: add.map((role_id) => ({ role_id })), remove } }
    const path = `/api/users/${user}/preview/`
    void send<z.infer<typeof preview>>({ method: 'POST', path, body }).then((answer) => {
      const person = answer.ok ? answer.body.people?.find(({ id }) => id === user) : undefined
      const refusals = answer.ok
        ? answer.body.guards.map(({ message }) => message)
        : [describeProblem(ui, answer.problem)]
      const { gains = [], loses = [] } = person ?? {}
      setEffect({ key, effect: { gains, loses, refusals } })
    })
  }, [key, user, ui])
  return effect?.key === key ? effect.effect : undefined
}
