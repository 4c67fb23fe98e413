import { type Body, isSame } from './body'

export interface Merge {
  /** What both sides come to where they do not contradict each other, and yours where they do. */
  result: Body
  /** What both sides changed in different ways. */
  conflicts: { name: string; theirs: unknown; yours: unknown }[]
  /** What they changed and you did not. */
  taken: string[]
}

const isList = (value: unknown): value is string[] => Array.isArray(value)

/** A field that was emptied is '' in a form, and may be null for the server. */
const isAlike = (one: unknown, other: unknown) => isSame(one ?? '', other ?? '')

/** What was in the list, less what either side took out of it, and what either put in. */
const mergeLists = (base: string[], theirs: string[], yours: string[]) =>
  [...new Set([...base, ...theirs, ...yours])]
    .filter((item) =>
      base.includes(item)
        ? theirs.includes(item) && yours.includes(item)
        : theirs.includes(item) || yours.includes(item),
    )
    .sort()

/**
 * Three-way merge of the fields of a form: what both began with, what somebody else saved, what is typed.
 * A field that the server does not tell of is as it was; one that it tells to be null was emptied.
 */
export function merge(base: Body, theirs: Body, yours: Body): Merge {
  const merged: Merge = { result: {}, conflicts: [], taken: [] }
  for (const [name, mine] of Object.entries(yours)) {
    const [was, other] = [base[name], Object.hasOwn(theirs, name) ? theirs[name] : base[name]]
    merged.result[name] = mine
    if (isAlike(was, other) || isAlike(other, mine)) continue
    if (isAlike(was, mine)) {
      merged.result[name] = other
      merged.taken.push(name)
    } else if (isList(was) && isList(other) && isList(mine)) {
      merged.result[name] = mergeLists(was, other, mine)
      merged.taken.push(name)
    } else merged.conflicts.push({ name, theirs: other, yours: mine })
  }
  return merged
}
