'use client'

import { createContext, type ReactNode, use, useCallback, useMemo, useState } from 'react'
import { StatusWord } from './status-word'

interface Look {
  status?: 'active' | 'locked' | 'deactivated'
  roles?: readonly { id: string; name: string }[]
}

/** How somebody looks once an act is done. */
export interface Shown {
  of: string
  now: Look
  /** And once it is undone. */
  before?: Look
}

type Words = Record<NonNullable<Look['status']> | 'noRole', string>
type Looks = Readonly<Record<string, Look>>

const NOTHING: Looks = {}
const Acts = createContext({
  looks: NOTHING,
  words: undefined as Words | undefined,
  show: (_of: string, _look: Look) => (): void => {},
})

interface Props {
  words: Words
  children: ReactNode
}

/** What several acts come to, the later ones over the earlier. */
function together(shown: readonly { of: string; look: Look }[]): Looks {
  const looks: Record<string, Look> = {}
  for (const { of, look } of shown) looks[of] = { ...looks[of], ...look }
  return looks
}

/** Shows what an act will come to, until the page has been read anew: then what is, also after a refusal. */
export function Optimistic({ words, children }: Props) {
  const [shown, setShown] = useState<readonly { of: string; look: Look }[]>([])
  const show = useCallback((of: string, look: Look) => {
    const one = { of, look }
    setShown((all) => [...all, one])
    return () => setShown((all) => all.filter((other) => other !== one))
  }, [])
  const acts = useMemo(() => ({ looks: together(shown), words, show }), [shown, words, show])
  return <Acts value={acts}>{children}</Acts>
}

/** Answers with what ends it, to be called in the transition in which the page is read anew. */
export const useShow = () => use(Acts).show

interface PartProps {
  of: string
  /** How it is. */
  children: ReactNode
}

export function ShownStatus({ of, children }: PartProps) {
  const { looks, words } = use(Acts)
  const status = looks[of]?.status
  return status && words ? <StatusWord of={status}>{words[status]}</StatusWord> : children
}

/** The first role and how many more. */
export function ShownRoles({ of, children }: PartProps) {
  const { looks, words } = use(Acts)
  const roles = looks[of]?.roles
  if (!roles || !words) return children
  const [first, ...more] = roles
  return (
    <FirstRole rest={more.length}>
      {first?.name ?? <span className="text-muted">{words.noRole}</span>}
    </FirstRole>
  )
}

/** A name as far as there is room, and how many more there are. */
export function FirstRole({ rest, children }: { rest: number; children: ReactNode }) {
  return (
    <span className="flex gap-1">
      <span className="wrap-anywhere line-clamp-1 md:min-w-16">{children}</span>
      {rest > 0 && <span className="shrink-0 text-muted">+{rest}</span>}
    </span>
  )
}

/** Items of a list. */
export function ShownChips({ of, children }: PartProps) {
  const { looks, words } = use(Acts)
  const roles = looks[of]?.roles
  if (!roles || !words) return children
  if (roles.length === 0) return <li className="text-muted">{words.noRole}</li>
  return roles.map(({ id, name }) => (
    <li key={id} className="chip chip--default">
      {name}
    </li>
  ))
}

/** What is there only as long as somebody has a role. */
export function ShownIfHeld({ of, role, children }: PartProps & { role: string }) {
  const roles = use(Acts).looks[of]?.roles
  return !roles || roles.some(({ id }) => id === role) ? children : null
}
