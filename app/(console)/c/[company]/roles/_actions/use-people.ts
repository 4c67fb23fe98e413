'use client'

import { useEffect, useState } from 'react'
import { send } from '@/app/_ui/api/send'
import { nameOf } from '@/app/_ui/person'

const PAUSE_MS = 150
const LISTED = 20

interface Found {
  id: string
  username: string
  first_name: string
  last_name: string
  email: string
  roles: { id: string }[]
}

export interface Person {
  id: string
  name: string
  email: string
  roles: { id: string }[]
}

/** The first people of a company who fit what is typed. */
export function usePeople(company: string | null, search: string): Person[] | undefined {
  const [people, setPeople] = useState<Person[]>()
  useEffect(() => {
    let isWanted = true
    const parameters = new URLSearchParams({ page_size: String(LISTED) })
    if (search.trim()) parameters.set('search', search.trim())
    parameters.set('company', company ?? 'platform')
    const timer = setTimeout(
      async () => {
        const answer = await send<Found[]>({ method: 'GET', path: `/api/users/?${parameters}` })
        if (!isWanted || !answer.ok) return
        setPeople(answer.body.map((user) => ({ ...user, name: nameOf(user) })))
      },
      search ? PAUSE_MS : 0,
    )
    return () => {
      isWanted = false
      clearTimeout(timer)
    }
  }, [company, search])
  return people
}
