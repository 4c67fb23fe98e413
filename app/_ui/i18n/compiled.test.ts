import { createTranslator } from 'use-intl/core'
import formatOnly from 'use-intl/format-message/format-only'
import { expect, it } from 'vitest'
import en from '@/messages/en.json'
import { compileAll } from './compiled'

type Node = string | { [name: string]: Node }

const leaves = (node: Node, path: string): [string, string][] =>
  typeof node === 'string'
    ? [[path, node]]
    : Object.entries(node).flatMap(([name, below]) =>
        leaves(below, path ? `${path}.${name}` : name),
      )

/** A value for every place of a text, whatever its kind; tags mark what they enclose. */
const values = (text: string, count: number) =>
  Object.fromEntries([
    ...[...text.matchAll(/\{(\w+)/g)].map(([, name]) => [name, count] as const),
    ...[...text.matchAll(/<(\w+)>/g)].map(
      ([, name]) => [name, (inner: unknown) => `<${name}>${[inner].flat().join('')}</>`] as const,
    ),
  ])

it('makes what can be given to client components', () => {
  const look = (value: unknown) => {
    if (typeof value !== 'object' || value === null) return
    expect([Object.prototype, Array.prototype]).toContain(Object.getPrototypeOf(value))
    Object.values(value).forEach(look)
  }
  look(compileAll(en))
})

it('writes every text as the parser of ICU does', () => {
  const t = createTranslator({ locale: 'en-GB', messages: en })
  // Safe because every key of the texts is tried, with values for every place.
  const rich = t.rich as unknown as (key: string, values: object) => unknown
  const formatters = {
    getNumberFormat: (...args: ConstructorParameters<typeof Intl.NumberFormat>) =>
      new Intl.NumberFormat(...args),
    getPluralRules: (...args: ConstructorParameters<typeof Intl.PluralRules>) =>
      new Intl.PluralRules(...args),
    getDateTimeFormat: (...args: ConstructorParameters<typeof Intl.DateTimeFormat>) =>
      new Intl.DateTimeFormat(...args),
  }
  // Safe because these are all that a format needs of its options.
  const options = { locale: 'en-GB', formatters } as unknown as Parameters<typeof formatOnly>[3]
  for (const [path, text] of leaves(en, '')) {
    for (const count of [0, 1, 1234]) {
      const given = values(text, count)
      const quick = [formatOnly(path, compileAll(text) as string, given, options)].flat().join('')
      expect(quick, path).toBe([rich(path, given)].flat().join(''))
    }
  }
})
