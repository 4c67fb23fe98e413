'use client'

import { useTranslations } from 'use-intl'
import { type Call, send } from '@/app/_ui/api/send'
import { useRunning } from '@/app/_ui/api/use-running'
import { useTakeBack } from '@/app/_ui/api/use-take-back'
import { useOffline } from '@/app/_ui/live/use-offline'
import { showToast } from '@/app/_ui/toast/show-toast'

interface Props {
  templates: readonly { name: string; description: string; permissions: readonly string[] }[]
  label: string
  done: string
}

/** Creates the usual roles, one after the other. */
export function StandardRoles({ templates, label, done }: Props) {
  const { tellRefusal, takeBack, refresh } = useTakeBack()
  const ui = useTranslations('ui')
  const { isRunning: isPending, begin } = useRunning()
  const offline = useOffline()

  async function add() {
    const end = begin()
    const removals: Call[] = []
    for (const body of templates) {
      const answer = await send<{ id: string }>({ method: 'POST', path: '/api/roles/', body })
      if (!answer.ok) {
        await tellRefusal(answer.problem)
        return end()
      }
      removals.push({ method: 'DELETE', path: `/api/roles/${answer.body.id}/` })
    }
    showToast({ text: done, action: { label: ui('undo'), run: () => void takeBack(removals) } })
    end(refresh)
  }

  return (
    <button
      type="button"
      disabled={isPending}
      {...offline}
      aria-busy={isPending}
      className="button button--outline"
      onClick={add}
    >
      {label}
    </button>
  )
}
