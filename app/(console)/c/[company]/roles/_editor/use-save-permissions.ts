'use client'

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { describeRefusal } from '@/app/_ui/api/describe-problem'
import { type Problem, send } from '@/app/_ui/api/send'
import { useAction } from '@/app/_ui/api/use-action'
import { isSameSet } from '../_matrix/codes'
import { mergeCodes } from './differences'
import type { ReviewProps } from './review-dialog'

interface Extras {
  reason: string
  /** How many of those whom it affects have a page open. */
  online: number | null
}

/** Saves what was reviewed, unless somebody else has changed the permissions meanwhile. */
export function useSavePermissions(props: ReviewProps) {
  const { role, base, target, onSaved, onStale, onClose } = props
  const t = useTranslations('matrix')
  const ui = useTranslations('ui')
  const { run, isPending } = useAction()
  const [refusal, setRefusal] = useState<string>()
  const path = `/api/roles/${role.id}/assign_permissions/`

  const readRole = () =>
    send<{ permissions: string[] }>({ method: 'GET', path: `/api/roles/${role.id}/` })

  /** Takes back only what was changed here, whatever others have changed since. */
  async function takeBack() {
    const current = await readRole()
    if (!current.ok) return current
    const permissions = mergeCodes(target, current.body.permissions, base.permissions)
    return send({ method: 'POST', path, body: { permissions }, ifMatch: current.etag })
  }

  async function meetStale(problem: Problem, extras: Extras) {
    const current = await readRole()
    if (!current.ok) return setRefusal(await describeRefusal(ui, problem))
    const theirs = { permissions: current.body.permissions, etag: current.etag }
    // The version may also be new because somebody got the role, which changes nothing here.
    if (isSameSet(theirs.permissions, base.permissions)) save(extras, theirs.etag)
    else onStale(theirs)
  }

  function save(extras: Extras, ifMatch = base.etag) {
    setRefusal(undefined)
    const { reason, online } = extras
    const body = { permissions: target, ...(reason && { reason }) }
    run(
      { method: 'POST', path, body, ifMatch },
      {
        done: t('saved', { name: role.name, online: online ?? 0 }),
        undo: takeBack,
        onDone(_, etag) {
          // Where the answer tells no version, the old one makes the next save ask for it.
          onSaved({ permissions: target, etag: etag ?? base.etag })
          onClose()
        },
        async onProblem(problem) {
          if (problem.status === 412) await meetStale(problem, extras)
          else setRefusal(await describeRefusal(ui, problem))
        },
      },
    )
  }

  return { save, isPending, refusal }
}
