import type { z } from 'zod'
import { auditLogCriteria } from '@/lib/audit-logs/schema'
import { formatTerms, NAMES, type Name, type Term } from './term'

type Criteria = z.input<typeof auditLogCriteria>

const TOKEN = /(-?)(\w+):(?:"([^"]*)"|(\S+))|"([^"]*)"|(\S+)/g
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i
const CODE = /^[a-z0-9]+(-[a-z0-9]+)*$/i
const KIND = /^[A-Z][A-Za-z]*$/
const RESULTS: Record<string, Criteria['outcome']> = {
  ok: 'success',
  success: 'success',
  done: 'success',
  failed: 'failure',
  failure: 'failure',
  denied: 'denied',
}

const targetOf = (value: string): Criteria => {
  const [kind, id] = value.split('/')
  if (id !== undefined) return { resource_type: kind, resource_id: id }
  return KIND.test(value) ? { resource_type: value } : { resource_id: value }
}

function criteriaOfTerm({ name, value, isExcluded }: Term): Criteria | undefined {
  switch (name) {
    case 'actor':
      if (isExcluded) return { exclude_user: value }
      return UUID.test(value) ? { user_id: value } : { user: value }
    case 'action':
      return isExcluded ? { exclude_action: value } : { action: value }
    case 'ip':
      return isExcluded ? { exclude_ip: value } : { ip: value }
    case 'result': {
      const outcome = RESULTS[value.toLowerCase()]
      return isExcluded ? { exclude_outcome: outcome } : { outcome }
    }
    case 'target':
      return isExcluded ? { exclude_target: value } : targetOf(value)
    case 'session':
      return isExcluded ? undefined : { session_id: value }
    case 'company':
      return isExcluded || !UUID.test(value) ? undefined : { company: value }
    case 'text':
      return { search: value }
  }
}

/** What says nothing that the trail understands is searched for as it was written. */
function understood(term: Term): Term {
  const criteria = criteriaOfTerm(term)
  // A company is also called by its code, which only the page can look up.
  const isCode = term.name === 'company' && !term.isExcluded && CODE.test(term.value)
  if (isCode) return term
  const isGood =
    criteria &&
    Object.values(criteria).some((value) => value !== undefined) &&
    auditLogCriteria.safeParse(criteria).success
  return isGood ? term : { name: 'text', value: formatTerms([term]), isExcluded: false }
}

const isName = (name: string | undefined): name is Name => NAMES.some((known) => known === name)

export function parseTerms(text: string): Term[] {
  const terms = [...text.matchAll(TOKEN)].map(
    ([whole, minus, name, quoted, bare, phrase]): Term => {
      const value = quoted ?? bare
      if (isName(name) && value) return understood({ name, value, isExcluded: minus === '-' })
      return { name: 'text', value: phrase ?? whole, isExcluded: false }
    },
  )
  const words = terms.filter(({ name }) => name === 'text').map(({ value }) => value)
  const qualifiers = terms.filter(({ name }) => name !== 'text')
  const text_: Term[] =
    words.length > 0 ? [{ name: 'text', value: words.join(' '), isExcluded: false }] : []
  return [...qualifiers, ...text_]
}

/** Several actions are one or the other; of everything else there is one, and excluded actors and addresses too. */
const isSameKind = (one: Term, other: Term) =>
  one.name === other.name && one.isExcluded === other.isExcluded && one.name !== 'action'

const isSame = (one: Term, other: Term) => formatTerms([one]) === formatTerms([other])

/** The terms with one more. What it contradicts, or replaces, goes. */
export function withTerm(terms: readonly Term[], added: Term): Term[] {
  const opposite = { ...added, isExcluded: !added.isExcluded }
  const kept = terms.filter(
    (term) => !isSame(term, added) && !isSame(term, opposite) && !isSameKind(term, added),
  )
  return [...kept, added]
}

export const withoutTerm = (terms: readonly Term[], removed: Term) =>
  terms.filter((term) => !isSame(term, removed))

export const hasTerm = (terms: readonly Term[], wanted: Term) =>
  terms.some((term) => isSame(term, wanted))

/** The input of the reads of the trail. */
export function criteriaOf(terms: readonly Term[]): Criteria {
  const criteria: Criteria = {}
  for (const term of terms) {
    const { action, exclude_action } = criteria
    Object.assign(criteria, criteriaOfTerm(term))
    if (action && term.name === 'action' && !term.isExcluded) {
      criteria.action = `${action},${term.value}`
    }
    if (exclude_action && term.name === 'action' && term.isExcluded) {
      criteria.exclude_action = `${exclude_action},${term.value}`
    }
  }
  return criteria
}
