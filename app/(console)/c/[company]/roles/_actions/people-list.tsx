'use client'

import { useTranslations } from 'use-intl'
import { describeCode } from '@/lib/permissions/catalog'
import type { Person } from './use-people'

interface Props {
  people: readonly Person[]
  chosen: readonly Person[]
  onChange: (chosen: readonly Person[]) => void
  isDisabled: boolean
}

/** People to tick. */
export function PeopleList({ people, chosen, onChange, isDisabled }: Props) {
  const t = useTranslations('roleActions')
  const choice = useTranslations('roleChoice')
  const noteOn = ({ isDone, missing }: Person) =>
    isDone
      ? t('already')
      : missing && choice('cannotTake', { missing, permission: describeCode(missing) })
  const isChosen = ({ id }: Person) => chosen.some((one) => one.id === id)
  const toggle = (person: Person, isOn: boolean) =>
    onChange(isOn ? [...chosen, person] : chosen.filter(({ id }) => id !== person.id))
  return (
    <fieldset className="panel max-h-72 min-w-0 overflow-y-auto" disabled={isDisabled}>
      <legend className="sr-only">{t('found')}</legend>
      {people.length === 0 && <p className="px-3 py-2 text-muted">{t('nobodyFound')}</p>}
      {people.map((person) => (
        <label
          key={person.id}
          className="flex min-h-9 items-center gap-2 px-3 py-1 hover:bg-surface-secondary has-disabled:text-muted"
        >
          <input
            type="checkbox"
            className="size-4 shrink-0 accent-accent"
            disabled={Boolean(noteOn(person))}
            checked={person.isDone || isChosen(person)}
            onChange={(event) => toggle(person, event.target.checked)}
          />
          <span className="min-w-28 truncate">
            {person.name} <span className="text-muted">{person.email}</span>
          </span>
          <span className="ms-auto text-end text-xs empty:hidden">{noteOn(person)}</span>
        </label>
      ))}
    </fieldset>
  )
}
