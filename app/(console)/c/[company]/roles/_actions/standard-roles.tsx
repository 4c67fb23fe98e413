'use client'

import { useRouter } from 'next/navigation'
import { startTransition, useTransition } from 'react'
import { useTranslations } from 'use-intl'
import { describeRefusal } from '@/app/_ui/api/describe-problem'
import { type Problem, send } from '@/app/_ui/api/send'
import { showToast } from '@/app/_ui/toast/show-toast'

interface Props {
  templates: readonly { name: string; description: string; permissions: readonly string[] }[]
  label: string
  done: string
}

/** Creates the usual roles, one after the other. */
export function StandardRoles({ templates, label, done }: Props) {
  const router = useRouter()
  const ui = useTranslations('ui')
  const [isPending, start] = useTransition()
  const refresh = () => startTransition(() => router.refresh())

  async function tellRefusal(problem: Problem) {
    showToast({ text: await describeRefusal(ui, problem), tone: 'danger' })
    refresh()
  }

  async function takeBack(ids: readonly string[]) {
    for (const id of ids) {
      const answer = await send({ method: 'DELETE', path: `/api/roles/${id}/` })
      if (!answer.ok) return tellRefusal(answer.problem)
    }
    showToast({ text: ui('undone') })
    refresh()
  }

  const add = () =>
    start(async () => {
      const made: string[] = []
      for (const body of templates) {
        const answer = await send<{ id: string }>({ method: 'POST', path: '/api/roles/', body })
        if (!answer.ok) return tellRefusal(answer.problem)
        made.push(answer.body.id)
      }
      showToast({ text: done, action: { label: ui('undo'), run: () => void takeBack(made) } })
      refresh()
    })

  return (
    <button
      type="button"
      disabled={isPending}
      aria-busy={isPending}
      className="button button--outline"
      onClick={add}
    >
      {label}
    </button>
  )
}
