export const NAMES = ['actor', 'action', 'result', 'ip', 'target', 'session', 'company'] as const
export type Name = (typeof NAMES)[number]

/** A part of what somebody asks for: a qualifier such as `-actor:ada`, or words to be found anywhere. */
export interface Term {
  name: Name | 'text'
  value: string
  isExcluded: boolean
}

export const quoted = (value: string) =>
  /[\s"]/.test(value) ? `"${value.replaceAll('"', '')}"` : value

export const formatTerms = (terms: readonly Term[]) =>
  terms
    .map(({ name, value, isExcluded }) =>
      name === 'text' ? value : `${isExcluded ? '-' : ''}${name}:${quoted(value)}`,
    )
    .join(' ')
