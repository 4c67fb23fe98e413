'use client'

import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Unread } from '@/app/_ui/api/unread'
import { FormActions } from '@/app/_ui/form/form-actions'
import { LostAccess, LostAct } from '@/app/_ui/form/lost-access'
import { type Needs, useMay } from '@/lib/realtime/client/live-provider'
import { PeopleList } from './people-list'
import { useMembership } from './use-membership'
import { type Act, type Person, type RoleReference, usePeople } from './use-people'

interface Props {
  role: RoleReference
  act: Act
  needs: Needs
  onClose: () => void
}

/** People to be found by name or address and ticked; who is ticked stays when something else is searched. */
export default function PeopleChoice({ role, act, needs, onClose }: Props) {
  const [t, ui] = [useTranslations('roleActions'), useTranslations('ui')]
  const [search, setSearch] = useState('')
  const [chosen, setChosen] = useState<readonly Person[]>([])
  const { people, problem, retry } = usePeople(role, act, search)
  const { change, isPending, problems } = useMembership(role, act, onClose)
  const may = useMay(needs)
  const isChosen = ({ id }: Person) => chosen.some((one) => one.id === id)
  const listed = [...chosen, ...(people ?? []).filter((person) => !isChosen(person))]
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (may && chosen.length > 0 && !isPending) change(chosen)
  }
  return (
    <form className="grid grid-cols-[minmax(0,1fr)] gap-3" onSubmit={submit}>
      {!may && chosen.length === 0 && <LostAct />}
      {!may && chosen.length > 0 && (
        <LostAccess
          lead={ui('lostTicks')}
          text={chosen.map(({ name, email }) => `${name} ${email}`).join('\n')}
          onDiscard={onClose}
        />
      )}
      <input
        type="search"
        aria-label={t('search')}
        placeholder={t('search')}
        className="input w-full"
        autoComplete="off"
        value={search}
        onChange={(event) => setSearch(event.target.value)}
      />
      {problem && <Unread lead={t('peopleUnread')} {...{ problem, retry }} />}
      {people && (
        <PeopleList people={listed} chosen={chosen} onChange={setChosen} isDisabled={!may} />
      )}
      {problems.length > 0 && (
        <ul role="alert" className="text-danger">
          {problems.map(({ name, why }) => (
            <li key={name}>{t('skipped', { name, why })}</li>
          ))}
        </ul>
      )}
      <FormActions
        hasCancel
        tone={act === 'take' ? 'danger' : undefined}
        submit={t(act === 'give' ? 'add' : 'takeFrom', { count: chosen.length })}
        isBlocked={!may || chosen.length === 0}
        isPending={isPending}
      />
    </form>
  )
}
