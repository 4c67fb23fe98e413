'use client'

import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { CancelButton } from '@/app/_ui/dialog/cancel-button'
import { useOffline } from '@/app/_ui/live/use-offline'
import { useMay } from '@/lib/realtime/client/live-provider'
import { useGiveRole } from './use-give-role'
import { type Person, usePeople } from './use-people'

interface Props {
  role: { id: string; name: string; company: string | null }
  onClose: () => void
}

/** People to be found by name or address and ticked; who is ticked stays when something else is searched. */
export function PeopleChoice({ role, onClose }: Props) {
  const t = useTranslations('roleActions')
  const [search, setSearch] = useState('')
  const [chosen, setChosen] = useState<Person[]>([])
  const found = usePeople(role.company, search)
  const { give, isPending, problems } = useGiveRole(role, onClose)
  const may = useMay('ASSIGN_ROLES')
  const offline = useOffline()
  const isChosen = ({ id }: Person) => chosen.some((one) => one.id === id)
  const listed = [...chosen, ...(found ?? []).filter((person) => !isChosen(person))]
  const toggle = (person: Person, isOn: boolean) =>
    setChosen((all) => (isOn ? [...all, person] : all.filter(({ id }) => id !== person.id)))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (may && chosen.length > 0 && !isPending) give(chosen)
  }
  return (
    <form className="grid grid-cols-[minmax(0,1fr)] gap-3" onSubmit={submit}>
      <input
        type="search"
        aria-label={t('search')}
        placeholder={t('search')}
        className="input w-full"
        autoComplete="off"
        value={search}
        onChange={(event) => setSearch(event.target.value)}
      />
      <fieldset className="panel max-h-72 min-w-0 overflow-y-auto" disabled={!may}>
        <legend className="sr-only">{t('found')}</legend>
        {found?.length === 0 && listed.length === 0 && (
          <p className="px-3 py-2 text-muted">{t('nobodyFound')}</p>
        )}
        {listed.map((person) => {
          const has = person.roles.some(({ id }) => id === role.id)
          return (
            <label
              key={person.id}
              className="flex min-h-9 items-center gap-2 px-3 py-1 hover:bg-surface-secondary has-disabled:text-muted"
            >
              <input
                type="checkbox"
                className="size-4 shrink-0 accent-accent"
                disabled={has}
                checked={has || isChosen(person)}
                onChange={(event) => toggle(person, event.target.checked)}
              />
              <span className="min-w-0 truncate">
                {person.name} <span className="text-muted">{person.email}</span>
              </span>
              {has && <span className="ms-auto whitespace-nowrap text-xs">{t('already')}</span>}
            </label>
          )
        })}
      </fieldset>
      {problems.length > 0 && (
        <ul role="alert" className="text-danger">
          {problems.map(({ name, why }) => (
            <li key={name}>{t('skipped', { name, why })}</li>
          ))}
        </ul>
      )}
      <div className="flex justify-end gap-2">
        <CancelButton />
        <button
          type="submit"
          disabled={!may || chosen.length === 0 || isPending}
          {...offline}
          aria-busy={isPending}
          className="button button--primary"
        >
          {t('add', { count: chosen.length })}
        </button>
      </div>
    </form>
  )
}
