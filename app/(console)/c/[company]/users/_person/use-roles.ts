'use client'

import { useEffect, useState } from 'react'
import type { z } from 'zod'
import { send } from '@/app/_ui/api/send'
import type { role } from '@/lib/roles/schema'
import type { heldRole } from '@/lib/users/schema'

export type Role = z.infer<typeof role>
export type HeldRole = z.infer<typeof heldRole>

/** The roles of a company, by their names; null is the platform. Undefined until they are there. */
export async function readRoles(company: string | null): Promise<readonly Role[]> {
  const query = company ? `&company=${company}` : ''
  const path = `/api/roles/?page_size=200&ordering=name${query}`
  const answer = await send<Role[]>({ method: 'GET', path })
  return answer.ok ? answer.body.filter((one) => one.company === company) : []
}

/** Once for as long as the component is there. */
export function useRoles(company: string | null) {
  const [roles, setRoles] = useState<readonly Role[]>()
  useEffect(() => {
    void readRoles(company).then(setRoles)
  }, [company])
  return roles
}

/** The roles that somebody has at this moment. */
export function useHeldRoles(id: string) {
  const [held, setHeld] = useState<readonly HeldRole[]>()
  useEffect(() => {
    const path = `/api/users/${id}/roles/`
    void send<HeldRole[]>({ method: 'GET', path }).then(
      (answer) => answer.ok && setHeld(answer.body),
    )
  }, [id])
  return held
}
