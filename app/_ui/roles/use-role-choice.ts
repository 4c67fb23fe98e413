'use client'

import { useEffect, useState } from 'react'
import type { z } from 'zod'
import { type Answer, type Problem, send } from '@/app/_ui/api/send'
import type { role } from '@/lib/roles/schema'

export type Role = z.infer<typeof role>

/** More than these are found by searching on the server. */
const LISTED = 100
const PAUSE_MS = 150

export interface RoleChoice {
  /** By their names; undefined until they are there. */
  roles: readonly Role[] | undefined
  /** Those of them that fit what is searched for. */
  found: readonly Role[]
  /** Whether there are more than are listed. */
  isPartial: boolean
  /** Whether what is searched for is still being looked for. */
  isSearching: boolean
  search: string
  setSearch: (search: string) => void
  problem: Problem | undefined
  retry: () => void
}

const readRoles = (company: string | null, search: string) => {
  const parameters = new URLSearchParams({
    page_size: String(LISTED),
    ordering: 'name',
    company: company ?? 'platform',
    ...(search && { search }),
  })
  return send<Role[]>({ method: 'GET', path: `/api/roles/?${parameters}` })
}

const readRole = (id: string) => send<Role>({ method: 'GET', path: `/api/roles/${id}/` })

const isGone = (answer: Answer<Role>) => !answer.ok && answer.problem.status === 404

const merged = (known: readonly Role[] | undefined, more: readonly Role[]) =>
  [...(known ?? []).filter(({ id }) => !more.some((one) => one.id === id)), ...more].sort((a, b) =>
    a.name.localeCompare(b.name),
  )

/** Those of `needed` that the list had no room for, read one by one. */
async function withNeeded(listed: readonly Role[], needed: readonly string[]) {
  const missing = needed.filter((id) => !listed.some((one) => one.id === id))
  const answers = await Promise.all(missing.map(readRole))
  const failed = answers.find((answer) => !answer.ok && !isGone(answer))
  const roles = answers.flatMap((answer) => (answer.ok ? [answer.body] : []))
  return {
    roles: [...listed, ...roles],
    problem: failed?.ok === false ? failed.problem : undefined,
  }
}

/**
 * The roles of a company to choose from; null is the platform. Those in `needed` are among them in any case;
 * while it is null, which is not known yet, nothing is asked.
 */
export function useRoleChoice(
  company: string | null,
  needed: readonly string[] | null = [],
): RoleChoice {
  const [roles, setRoles] = useState<readonly Role[]>()
  const [search, setSearch] = useState('')
  const [isPartial, setIsPartial] = useState(false)
  const [answered, setAnswered] = useState('')
  const [problem, setProblem] = useState<Problem>()
  const [attempt, setAttempt] = useState(0)
  const typed = search.trim()
  const asked = isPartial ? typed : ''
  const wanted = needed?.join()

  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt asks the same again
  useEffect(() => {
    if (wanted === undefined) return
    let isCurrent = true
    async function read() {
      const answer = await readRoles(company, asked)
      if (!isCurrent) return
      if (!answer.ok) return setProblem(answer.problem)
      const all = await withNeeded(answer.body, wanted ? wanted.split(',') : [])
      if (!isCurrent) return
      setProblem(all.problem)
      if (all.problem) return
      setRoles((known) => merged(known, all.roles))
      if (asked === '') setIsPartial(answer.body.length === LISTED)
      setAnswered(asked)
    }
    const timer = setTimeout(read, asked ? PAUSE_MS : 0)
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [company, asked, wanted, attempt])

  const text = typed.toLowerCase()
  const fits = ({ name, description }: Role) =>
    [name, description].some((one) => one.toLowerCase().includes(text))
  return {
    roles,
    found: (roles ?? []).filter(fits),
    isPartial,
    isSearching: asked !== answered && !problem,
    search,
    setSearch,
    problem,
    retry() {
      setProblem(undefined)
      setAttempt((before) => before + 1)
    },
  }
}
