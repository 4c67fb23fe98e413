import { useEffect, useState } from 'react'
import type { z } from 'zod'
import { send } from '@/app/_ui/api/send'
import type { Typed, Value } from '@/app/_ui/audit/typed'
import type { auditFacets } from '@/lib/audit-logs/schema'

const PAUSE_MS = 120

type Facets = z.infer<typeof auditFacets>

const valuesIn = (facets: Facets): Value[] => [
  ...facets.users.map(({ value, name, count }) => ({
    name: 'actor' as const,
    value: name || value,
    count,
  })),
  ...facets.actions.map((facet) => ({ name: 'action' as const, ...facet })),
  ...facets.resource_types.map((facet) => ({ name: 'target' as const, ...facet })),
  ...facets.outcomes.map((facet) => ({ name: 'result' as const, ...facet })),
  ...facets.ips.map((facet) => ({ name: 'ip' as const, ...facet })),
]

const cache = new Map<string, Promise<Value[]>>()

/** What the server answers is asked once: while somebody types, and deletes what was typed, it stays the same. */
function once(path: string, read: () => Promise<Value[] | undefined>): Promise<Value[]> {
  const known = cache.get(path)
  if (known) return known
  const asked = read().then((values) => {
    if (!values) cache.delete(path)
    return values ?? []
  })
  cache.set(path, asked)
  return asked
}

function facetsOf(within: string, containing: string) {
  const parameters = new URLSearchParams(within)
  if (containing) parameters.set('containing', containing)
  const path = `/api/audit-logs/facets/?${parameters}`
  return once(path, async () => {
    const answer = await send<Facets>({ method: 'GET', path })
    return answer.ok ? valuesIn(answer.body) : undefined
  })
}

function companiesLike(search: string) {
  const path = `/api/companies/?${new URLSearchParams({ search, page_size: '10' })}`
  return once(path, async () => {
    const answer = await send<{ code: string }[]>({ method: 'GET', path })
    return answer.ok
      ? answer.body.map(({ code }) => ({ name: 'company' as const, value: code }))
      : undefined
  })
}

/** Nothing is asked for a word whose first letter stands there, nor for a qualifier that is negated in vain. */
async function valuesOf({ name, value }: Typed, within: string, hasCompanies: boolean) {
  if (name === 'company') return hasCompanies ? companiesLike(value) : []
  if (name === undefined && value.length < 2) return []
  // The few results have other names here than there.
  return facetsOf(within, name === 'result' ? '' : value)
}

/** What the trail holds of what is being typed; asked when nobody has typed for a moment. */
export function useValues(typed: Typed | undefined, within: string, hasCompanies: boolean) {
  const [values, setValues] = useState<readonly Value[]>([])
  const key = typed && JSON.stringify(typed)
  useEffect(() => {
    if (!key) return setValues([])
    let isWanted = true
    const timer = setTimeout(async () => {
      // Safe because it is what was written above.
      const found = await valuesOf(JSON.parse(key) as Typed, within, hasCompanies)
      if (isWanted) setValues(found)
    }, PAUSE_MS)
    return () => {
      isWanted = false
      clearTimeout(timer)
    }
  }, [key, within, hasCompanies])
  return values
}
