'use client'

import { useTranslations } from 'use-intl'

export interface Start {
  id: string
  name: string
  permissions: readonly string[]
  note: string
}

export interface StartGroup {
  label: string
  starts: readonly Start[]
}

interface Props {
  groups: readonly StartGroup[]
  chosen: Start | undefined
  onChoose: (start: Start | undefined) => void
}

/** What a new role begins with: nothing, or what another one has. */
export function StartChoice({ groups, chosen, onChoose }: Props) {
  const t = useTranslations('roleActions')
  const option = (text: string, note: string, start: Start | undefined) => (
    <label
      key={start?.id ?? ''}
      className="flex min-h-8 items-center gap-2 rounded-md px-2 hover:bg-surface-secondary pointer-coarse:min-h-11"
    >
      <input
        type="radio"
        name="start"
        data-own=""
        className="accent-accent"
        checked={chosen?.id === start?.id}
        onChange={() => onChoose(start)}
      />
      <span className="min-w-0 truncate">{text}</span>
      <span className="ms-auto whitespace-nowrap text-muted text-xs">{note}</span>
    </label>
  )
  return (
    <fieldset className="grid gap-1">
      <legend className="label mb-1">{t('start')}</legend>
      <div className="panel grid max-h-72 gap-x-4 gap-y-2 overflow-y-auto p-2 sm:grid-cols-2">
        <div className="sm:col-span-2">{option(t('startEmpty'), '', undefined)}</div>
        {groups.map(({ label, starts }) => (
          <div key={label} className="min-w-0">
            <p className="px-2 pb-1 text-muted text-xs">{label}</p>
            {starts.map((start) => option(start.name, start.note, start))}
          </div>
        ))}
      </div>
    </fieldset>
  )
}
