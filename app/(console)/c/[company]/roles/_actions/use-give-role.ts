'use client'

import { useState, useTransition } from 'react'
import { useTranslations } from 'use-intl'
import { describeRefusal } from '@/app/_ui/api/describe-problem'
import { type Call, send } from '@/app/_ui/api/send'
import { useTakeBack } from '@/app/_ui/api/use-take-back'
import { showToast } from '@/app/_ui/toast/show-toast'
import type { Person } from './use-people'

/** Gives a role to people one after the other, and tells who could not get it and why. */
export function useGiveRole(role: { id: string; name: string }, onDone: () => void) {
  const { takeBack, refresh } = useTakeBack()
  const t = useTranslations('roleActions')
  const ui = useTranslations('ui')
  const [isPending, start] = useTransition()
  const [problems, setProblems] = useState<{ name: string; why: string }[]>([])

  const change = ({ id }: Person, act: 'assign_role' | 'remove_role'): Call => ({
    method: 'POST',
    path: `/api/users/${id}/${act}/`,
    body: { role_id: role.id },
  })

  const give = (people: readonly Person[]) =>
    start(async () => {
      const [given, refused]: [Person[], typeof problems] = [[], []]
      for (const person of people) {
        const answer = await send(change(person, 'assign_role'))
        if (answer.ok) given.push(person)
        else refused.push({ name: person.name, why: await describeRefusal(ui, answer.problem) })
      }
      setProblems(refused)
      if (given.length > 0) {
        showToast({
          text: t('added', { count: given.length, role: role.name }),
          action: {
            label: ui('undo'),
            run: () => void takeBack(given.map((person) => change(person, 'remove_role'))),
          },
        })
      }
      if (refused.length === 0) onDone()
      refresh()
    })

  return { give, isPending, problems }
}
