'use client'

import { useEffect, useState } from 'react'
import { type Problem, send } from '@/app/_ui/api/send'
import { nameOf } from '@/app/_ui/person'

const PAUSE_MS = 150
const LISTED = 20

export interface RoleReference {
  id: string
  name: string
  company: string | null
}

/** Whether people get a role or lose it. */
export type Act = 'give' | 'take'

interface User {
  id: string
  username: string
  first_name: string
  last_name: string
  email: string
  roles: { id: string }[]
}

interface Member {
  id: string
  name: string
  email: string
  expires_at: string | null
  reason: string | null
  missing_permission: string | null
}

export interface Person {
  id: string
  name: string
  email: string
  /** Whether there is nothing to do for them. */
  isDone: boolean
  /** What one lacks to take the role from them. */
  missing?: string | null
  /** How they have the role, to be given it again. */
  grant?: { expires_at?: string; reason?: string }
}

const personOf = ({ id }: RoleReference) => ({
  give: (user: User): Person => ({
    id: user.id,
    name: nameOf(user),
    email: user.email,
    isDone: user.roles.some((role) => role.id === id),
  }),
  take: ({ expires_at, reason, missing_permission: missing, ...member }: Member): Person => ({
    ...member,
    isDone: false,
    missing,
    grant: { expires_at: expires_at ?? undefined, reason: reason ?? undefined },
  }),
})

async function find(role: RoleReference, act: Act, search: string) {
  const query = { page_size: String(LISTED), ...(search && { search }) }
  const whose = new URLSearchParams({ ...query, company: role.company ?? 'platform' })
  const answer =
    act === 'give'
      ? await send<User[]>({ method: 'GET', path: `/api/users/?${whose}` })
      : await send<Member[]>({
          method: 'GET',
          path: `/api/roles/${role.id}/users/?${new URLSearchParams(query)}`,
        })
  if (!answer.ok) return answer
  // Safe because each act asks for its own kind of rows.
  const read = personOf(role)[act] as (row: User | Member) => Person
  return { ok: true as const, people: (answer.body as (User | Member)[]).map(read) }
}

/** The first people who fit what is typed: of the company, or of those who have the role. */
export function usePeople({ id, name, company }: RoleReference, act: Act, search: string) {
  const [people, setPeople] = useState<Person[]>()
  const [problem, setProblem] = useState<Problem>()
  const [attempt, setAttempt] = useState(0)
  const typed = search.trim()
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt asks the same again
  useEffect(() => {
    let isWanted = true
    const timer = setTimeout(
      async () => {
        const found = await find({ id, name, company }, act, typed)
        if (!isWanted) return
        setProblem(found.ok ? undefined : found.problem)
        if (found.ok) setPeople(found.people)
      },
      typed ? PAUSE_MS : 0,
    )
    return () => {
      isWanted = false
      clearTimeout(timer)
    }
  }, [id, name, company, act, typed, attempt])
  return { people, problem, retry: () => setAttempt((before) => before + 1) }
}
