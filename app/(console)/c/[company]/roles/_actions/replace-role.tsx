'use client'

import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { describeProblem, describeRefusal } from '@/app/_ui/api/describe-problem'
import { useAction } from '@/app/_ui/api/use-action'
import { Confirmation } from '@/app/_ui/form/confirmation'
import { FormActions } from '@/app/_ui/form/form-actions'
import { LostAct } from '@/app/_ui/form/lost-access'
import { RoleSelect } from '@/app/_ui/roles/role-select'
import { useMay } from '@/lib/realtime/client/live-provider'
import { usePreview } from '../_editor/use-preview'

interface Props {
  role: { id: string; name: string; company: string | null; user_count: number }
  /** Where to go when it is gone; without it, one stays. */
  list?: string
}

/** Says what becomes of those who have a role, and deletes it. */
export function ReplaceRole({ role, list }: Props) {
  const t = useTranslations('roleActions')
  const ui = useTranslations('ui')
  const { run, isPending } = useAction()
  const may = useMay('DELETE_ROLE')
  const [isMove, setIsMove] = useState(true)
  const [target, setTarget] = useState('')
  const [typed, setTyped] = useState('')
  const [refusal, setRefusal] = useState<string>()
  const isChosen = !isMove || target !== ''
  const body = { reassign_to: isMove ? target : null }
  const answer = usePreview(role.id, isChosen ? { delete: true, ...body } : undefined)
  const isReviewed = answer?.ok === true && answer.body.allowed
  const isBlocked = !may || !isChosen || isPending || !isReviewed || typed !== role.name

  function submit(event: FormEvent) {
    event.preventDefault()
    if (isBlocked) return
    setRefusal(undefined)
    run(
      { method: 'DELETE', path: `/api/roles/${role.id}/`, body },
      {
        done: t('deleted', { name: role.name }),
        next: () => list,
        onProblem: async (problem) => setRefusal(await describeRefusal(ui, problem)),
      },
    )
  }
  return (
    <form className="grid grid-cols-[minmax(0,1fr)] gap-4" onSubmit={submit}>
      {!may && <LostAct />}
      <p>{t('inUse', { count: role.user_count })}</p>
      <fieldset disabled={!may} className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-2">
        <legend className="sr-only">{t('becomes')}</legend>
        <label className="flex items-center gap-2">
          <input
            type="radio"
            name="becomes"
            className="accent-accent"
            checked={isMove}
            onChange={() => setIsMove(true)}
          />
          {t('move')}
        </label>
        <fieldset disabled={!isMove} className="ms-6 min-w-0">
          <RoleSelect
            name="reassign_to"
            label={t('moveTo')}
            company={role.company}
            except={[role.id]}
            onChange={setTarget}
          />
        </fieldset>
        <label className="flex items-center gap-2">
          <input
            type="radio"
            name="becomes"
            className="accent-accent"
            checked={!isMove}
            onChange={() => setIsMove(false)}
          />
          {t('takeAway')}
        </label>
      </fieldset>
      <p role="status" className="empty:hidden">
        {isChosen && !answer && t('counting')}
        {isReviewed && t('affects', { count: answer.body.affected })}
      </p>
      {answer?.ok &&
        answer.body.guards.map(({ message }) => (
          <p key={message} role="alert" className="notice notice--danger">
            {message}
          </p>
        ))}
      {answer?.ok === false && <p className="text-danger">{describeProblem(ui, answer.problem)}</p>}
      <Confirmation text={role.name} value={typed} onChange={setTyped} />
      {refusal && (
        <p role="alert" className="text-danger">
          {refusal}
        </p>
      )}
      <FormActions
        hasCancel
        tone="danger"
        submit={t('delete')}
        isBlocked={isBlocked}
        isPending={isPending}
      />
    </form>
  )
}
