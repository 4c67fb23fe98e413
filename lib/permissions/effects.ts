import type { Reference } from './schema'
import { codesOf, pathsOf, type Standings } from './standing'

/** What a change does to one person in the end. */
export interface Effect {
  id: string
  name: string
  isAffected: boolean
  maySignIn: boolean
  gains: string[]
  loses: string[]
  /** The codes that one role gives or takes and another one gives all along. */
  keeps: { permission: string; through: Reference[] }[]
}

const without = (codes: readonly string[], others: readonly string[]) =>
  codes.filter((code) => !others.includes(code))

/** Compares how people stand without a change and with it; the affected first, then by name. */
export function effectsOf(before: Standings, after: Standings): Effect[] {
  const effects = [...before.people.keys()].map((id) => effectOn(id, before, after))
  return effects.sort(
    (a, b) =>
      Number(b.isAffected) - Number(a.isAffected) ||
      a.name.localeCompare(b.name) ||
      a.id.localeCompare(b.id),
  )
}

function effectOn(id: string, before: Standings, after: Standings): Effect {
  const [was, is] = [before.people.get(id)!, after.people.get(id)!]
  const [had, has] = [codesOf(was.access), codesOf(is.access)]
  return {
    id,
    name: was.name,
    isAffected: was.access !== is.access,
    maySignIn: is.access !== '-',
    gains: without(has, had),
    loses: without(had, has),
    keeps: keptBy(id, before, after).filter(({ permission }) => has.includes(permission)),
  }
}

function keptBy(id: string, before: Standings, after: Standings): Effect['keeps'] {
  const were = pathsOf(before, before.people.get(id)!)
  const are = pathsOf(after, after.people.get(id)!)
  return [...were].flatMap(([permission, old]) => {
    const present = are.get(permission) ?? []
    const through = old.filter((role) => present.includes(role))
    const isTouched = through.length < Math.max(old.length, present.length)
    if (!isTouched || through.length === 0) return []
    const named = through.map((role) => ({ id: role, name: after.roles.get(role)!.name }))
    return [{ permission, through: named.sort((a, b) => a.name.localeCompare(b.name)) }]
  })
}
