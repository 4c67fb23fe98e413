'use client'

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { describeRefusal } from '@/app/_ui/api/describe-problem'
import { type Call, send } from '@/app/_ui/api/send'
import { useIsThere } from '@/app/_ui/api/use-is-there'
import { useRunning } from '@/app/_ui/api/use-running'
import { useTakeBack } from '@/app/_ui/api/use-take-back'
import { showToast } from '@/app/_ui/toast/show-toast'
import type { Act, Person, RoleReference } from './use-people'

/** Gives a role to people, or takes it from them, one after the other, and tells for whom it was refused and why. */
export function useMembership(role: RoleReference, act: Act, onDone: () => void) {
  const { takeBack, refresh } = useTakeBack()
  const t = useTranslations('roleActions')
  const ui = useTranslations('ui')
  const { isRunning: isPending, begin } = useRunning()
  const isThere = useIsThere()
  const [problems, setProblems] = useState<{ name: string; why: string }[]>([])

  const call = ({ id, grant }: Person, what: Act): Call => ({
    method: 'POST',
    path: `/api/users/${id}/${what === 'give' ? 'assign' : 'remove'}_role/`,
    body: { role_id: role.id, ...(what === 'give' && grant) },
  })

  function tellRefused(refused: typeof problems) {
    if (isThere()) return setProblems(refused)
    if (refused.length === 0) return
    const text = refused.map((one) => t('skipped', one)).join(' ')
    showToast({ text, tone: 'danger' })
  }

  async function change(people: readonly Person[]) {
    const end = begin()
    const [back, refused]: [Call[], typeof problems] = [[], []]
    for (const person of people) {
      const answer = await send(call(person, act))
      if (!answer.ok) {
        refused.push({ name: person.name, why: await describeRefusal(ui, answer.problem) })
        // What somebody else had done already has no version, and is not taken back.
      } else if (answer.etag) back.push(call(person, act === 'give' ? 'take' : 'give'))
    }
    tellRefused(refused)
    const count = people.length - refused.length
    if (count > 0) {
      showToast({
        text: t(act === 'give' ? 'added' : 'taken', { count, role: role.name }),
        action: back.length > 0 ? { label: ui('undo'), run: () => void takeBack(back) } : undefined,
      })
    }
    if (refused.length === 0) onDone()
    end(refresh)
  }

  return { change, isPending, problems }
}
