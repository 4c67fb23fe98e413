'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, useEffect, useId, useState } from 'react'
import { useTranslations } from 'use-intl'
import { describeProblem, describeRefusal } from '@/app/_ui/api/describe-problem'
import { send } from '@/app/_ui/api/send'
import { useAction } from '@/app/_ui/api/use-action'
import { Confirmation } from '@/app/_ui/form/confirmation'
import { useMay } from '@/lib/realtime/client/live-provider'
import { usePreview } from '../_editor/use-preview'

interface Props {
  role: { id: string; name: string; company: string | null; user_count: number }
  list: string
}

interface Other {
  id: string
  name: string
  company: string | null
}

/** The other roles of the same company. */
function useOthers({ id, company }: Props['role']) {
  const [others, setOthers] = useState<Other[]>([])
  useEffect(() => {
    const path = '/api/roles/?page_size=200&ordering=name'
    void send<Other[]>({ method: 'GET', path }).then(
      (answer) =>
        answer.ok &&
        setOthers(answer.body.filter((one) => one.id !== id && one.company === company)),
    )
  }, [id, company])
  return others
}

/** Says what becomes of those who have a role, and deletes it. */
export function ReplaceRole({ role, list }: Props) {
  const t = useTranslations('roleActions')
  const ui = useTranslations('ui')
  const router = useRouter()
  const { run, isPending } = useAction()
  const may = useMay('DELETE_ROLE')
  const others = useOthers(role)
  const [isMove, setIsMove] = useState(true)
  const [target, setTarget] = useState('')
  const [typed, setTyped] = useState('')
  const [refusal, setRefusal] = useState<string>()
  const select = useId()
  const isChosen = !isMove || target !== ''
  const body = { reassign_to: isMove ? target : null }
  const answer = usePreview(role.id, isChosen ? { delete: true, ...body } : undefined)
  const isRefused = answer?.ok === true && !answer.body.allowed
  const isBlocked = !may || !isChosen || isPending || isRefused || typed !== role.name

  function submit(event: FormEvent) {
    event.preventDefault()
    if (isBlocked) return
    setRefusal(undefined)
    run(
      { method: 'DELETE', path: `/api/roles/${role.id}/`, body },
      {
        done: t('deleted', { name: role.name }),
        onDone: () => router.push(list),
        onProblem: async (problem) => setRefusal(await describeRefusal(ui, problem)),
      },
    )
  }
  return (
    <form className="grid grid-cols-[minmax(0,1fr)] gap-4" onSubmit={submit}>
      <p>{t('inUse', { count: role.user_count })}</p>
      <fieldset className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-2">
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
        <select
          id={select}
          aria-label={t('moveTo')}
          className="input ms-6"
          value={target}
          onChange={(event) => {
            setTarget(event.target.value)
            setIsMove(true)
          }}
        >
          <option value="">{t('choose')}</option>
          {others.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
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
      {answer?.ok && answer.body.allowed && (
        <p role="status">{t('affects', { count: answer.body.affected })}</p>
      )}
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
      <div className="flex justify-end">
        <button
          type="submit"
          disabled={isBlocked}
          aria-busy={isPending}
          className="button button--danger"
        >
          {t('delete')}
        </button>
      </div>
    </form>
  )
}
