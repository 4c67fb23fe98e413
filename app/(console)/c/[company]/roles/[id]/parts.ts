import type { ReactNode } from 'react'
import type { SearchParams } from '@/app/_ui/list/view'
import type { Permission } from '@/lib/permissions/catalog'
import type { Role } from '@/lib/roles/queries'
import { HistoryPart } from './history-part'
import { PeoplePart } from './people-part'
import { PermissionsPart } from './permissions-part'
import { SettingsPart } from './settings-part'

export interface PartProps {
  role: Role
  /** What the person may do. */
  held: readonly string[]
  /** What links to the company's pages begin with. */
  place: string
  searchParams: SearchParams
}

/** The tabs of a role, in their order. */
export const PARTS = {
  permissions: PermissionsPart,
  people: PeoplePart,
  history: HistoryPart,
  settings: SettingsPart,
} satisfies Record<string, (props: PartProps) => Promise<ReactNode>>

type Part = keyof typeof PARTS

const NEEDED: Partial<Record<Part, Permission>> = {
  people: 'VIEW_USERS',
  history: 'VIEW_AUDIT_LOGS',
}

/** The tabs that somebody may see. */
export const partsFor = (held: readonly string[]) =>
  // Safe because these are the keys of that very object.
  (Object.keys(PARTS) as Part[]).filter((part) => {
    const needed = NEEDED[part]
    return !needed || held.includes(needed)
  })
