'use client'

import { useTranslations } from 'use-intl'
import type { RoleChoice } from './use-role-choice'

/** More than this many are found by typing. */
const MANY = 8

/** Narrows a choice of roles down, where there are many. */
export function RoleSearch({ choice }: { choice: RoleChoice }) {
  const text = useTranslations('roleChoice')
  const { roles, isPartial, search, setSearch } = choice
  if ((roles?.length ?? 0) <= MANY) return null
  return (
    <div className="grid gap-1">
      <input
        type="search"
        data-own=""
        aria-label={text('search')}
        placeholder={text('search')}
        className="input w-full"
        autoComplete="off"
        value={search}
        onChange={(event) => setSearch(event.target.value)}
        // In a form, it would send what is not finished.
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) event.preventDefault()
        }}
      />
      {isPartial && search === '' && <p className="text-muted text-xs">{text('partial')}</p>}
    </div>
  )
}

/** What came of a search, where it found nothing or is not over. */
export function RoleSearchNote({ choice }: { choice: RoleChoice }) {
  const text = useTranslations('roleChoice')
  const { roles, found, isSearching, search } = choice
  return (
    <p role="status" className="text-muted empty:hidden">
      {roles?.length === 0 && text('none')}
      {isSearching && text('searching')}
      {!isSearching && search && found.length === 0 && text('noneFound', { q: search })}
    </p>
  )
}
