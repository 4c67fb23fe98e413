import { NAMES, type Name, quoted } from './term'

/** The part of a search that is being typed: from where to where, and what it says so far. */
export interface Typed {
  start: number
  end: number
  isExcluded: boolean
  /** Undefined as long as it may become anything. */
  name: Name | undefined
  value: string
}

const PART = /^(-?)(?:(\w+):)?"?([^"]*)/

/** Whether a place in a text is within quotes, or no white space. */
function isWithin(text: string, at: number) {
  const quotes = text.slice(0, at).split('"').length - 1
  return quotes % 2 === 1 || !/\s/.test(text[at]!)
}

/** What is being typed at a place of the text. */
export function typedAt(text: string, caret: number): Typed {
  let start = caret
  while (start > 0 && isWithin(text, start - 1)) start--
  let end = caret
  while (end < text.length && isWithin(text, end)) end++
  const [, minus, before, value = ''] = PART.exec(text.slice(start, caret))!
  const name = NAMES.find((known) => known === before?.toLowerCase())
  const isUnknown = before !== undefined && name === undefined
  return {
    start,
    end,
    isExcluded: minus === '-',
    name,
    value: isUnknown ? `${before}:${value}` : value,
  }
}

/** What can be put in the place of what is typed. */
export interface Suggestion {
  /** A qualifier is followed by a value; a value completes it. */
  text: string
  label: string
  note: string
}

/** The text with a suggestion in its place, and where to go on typing. */
export function completed(text: string, { start, end }: Typed, suggestion: Suggestion) {
  const isOpen = suggestion.text.endsWith(':')
  const rest = text.slice(end).trimStart()
  const head = `${text.slice(0, start)}${suggestion.text}${isOpen ? '' : ' '}`
  return { text: isOpen && rest ? `${head} ${rest}` : head + rest, caret: head.length }
}

/** The qualifiers that begin like what is typed. */
export function qualifiersFor(
  { name, value, isExcluded }: Typed,
  notes: Partial<Record<Name, string>>,
): Suggestion[] {
  if (name) return []
  const minus = isExcluded ? '-' : ''
  return NAMES.filter(
    (known) =>
      notes[known] !== undefined &&
      known.startsWith(value.toLowerCase()) &&
      !(isExcluded && (known === 'company' || known === 'session')),
  ).map((known) => ({
    text: `${minus}${known}:`,
    label: `${minus}${known}:`,
    note: notes[known]!,
  }))
}

/** A value of the trail with how often it is there. */
export interface Value {
  name: Name
  value: string
  count?: number
}

/** The values that belong to what is typed, the most frequent first. */
export function valuesFor(
  { name, value, isExcluded }: Typed,
  values: readonly Value[],
  locale: string,
): Suggestion[] {
  const minus = isExcluded ? '-' : ''
  const wanted = value.toLowerCase()
  return values
    .filter(
      (one) =>
        (name === undefined || one.name === name) &&
        !(isExcluded && one.name === 'company') &&
        one.value.toLowerCase().includes(wanted),
    )
    .sort((one, other) => (other.count ?? 0) - (one.count ?? 0))
    .map((one) => ({
      text: `${minus}${one.name}:${quoted(one.value)}`,
      label: `${minus}${one.name}: ${one.value}`,
      note: one.count === undefined ? '' : one.count.toLocaleString(locale),
    }))
}
