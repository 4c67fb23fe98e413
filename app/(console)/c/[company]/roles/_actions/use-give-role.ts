'use client'

import { useRouter } from 'next/navigation'
import { startTransition, useState, useTransition } from 'react'
import { useTranslations } from 'use-intl'
import { describeRefusal } from '@/app/_ui/api/describe-problem'
import { type Problem, send } from '@/app/_ui/api/send'
import { showToast } from '@/app/_ui/toast/show-toast'
import type { Person } from './use-people'

/** Gives a role to people one after the other, and tells who could not get it and why. */
export function useGiveRole(role: { id: string; name: string }, onDone: () => void) {
  const router = useRouter()
  const t = useTranslations('roleActions')
  const ui = useTranslations('ui')
  const [isPending, start] = useTransition()
  const [problems, setProblems] = useState<{ name: string; why: string }[]>([])

  const refresh = () => startTransition(() => router.refresh())
  const change = ({ id }: Person, act: 'assign_role' | 'remove_role') =>
    send({ method: 'POST', path: `/api/users/${id}/${act}/`, body: { role_id: role.id } })

  async function tellRefusal(problem: Problem) {
    showToast({ text: await describeRefusal(ui, problem), tone: 'danger' })
    refresh()
  }

  async function takeBack(people: readonly Person[]) {
    for (const person of people) {
      const answer = await change(person, 'remove_role')
      if (!answer.ok) return tellRefusal(answer.problem)
    }
    showToast({ text: ui('undone') })
    refresh()
  }

  const give = (people: readonly Person[]) =>
    start(async () => {
      const [given, refused]: [Person[], typeof problems] = [[], []]
      for (const person of people) {
        const answer = await change(person, 'assign_role')
        if (answer.ok) given.push(person)
        else refused.push({ name: person.name, why: await describeRefusal(ui, answer.problem) })
      }
      setProblems(refused)
      if (given.length > 0) {
        showToast({
          text: t('added', { count: given.length, role: role.name }),
          action: { label: ui('undo'), run: () => void takeBack(given) },
        })
      }
      if (refused.length === 0) onDone()
      refresh()
    })

  return { give, isPending, problems }
}
