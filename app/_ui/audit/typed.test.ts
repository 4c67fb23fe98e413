import { describe, expect, it } from 'vitest'
import { completed, qualifiersFor, typedAt, valuesFor } from './typed'

const at = (text: string) => typedAt(text.replace('|', ''), text.indexOf('|'))
const NOTES = { actor: 'Who did it', action: 'What they did', company: 'Where', ip: 'From where' }
const VALUES = [
  { name: 'action', value: 'DELETE', count: 2 },
  { name: 'action', value: 'UPDATE', count: 1200 },
  { name: 'actor', value: 'Ada Lovelace', count: 7 },
  { name: 'company', value: 'delta' },
] as const

describe('what is being typed', () => {
  it.each([
    ['|', { start: 0, end: 0, isExcluded: false, name: undefined, value: '' }],
    ['ac|', { start: 0, end: 2, isExcluded: false, name: undefined, value: 'ac' }],
    ['ip:1 -act|ion:', { start: 5, end: 13, isExcluded: true, name: undefined, value: 'act' }],
    ['actor:"Ada L|', { start: 0, end: 12, isExcluded: false, name: 'actor', value: 'Ada L' }],
    ['-Actor:a|', { start: 0, end: 8, isExcluded: true, name: 'actor', value: 'a' }],
    ['actor:"Ada L" |', { start: 14, end: 14, isExcluded: false, name: undefined, value: '' }],
    ['http://x|', { start: 0, end: 8, isExcluded: false, name: undefined, value: 'http://x' }],
  ])('of %s is told', (text, typed) => {
    expect(at(text)).toEqual(typed)
  })
})

describe('suggestions', () => {
  const texts = (found: { text: string }[]) => found.map(({ text }) => text)

  it('are the qualifiers that begin so, also negated', () => {
    expect(texts(qualifiersFor(at('ac|'), NOTES))).toEqual(['actor:', 'action:'])
    expect(texts(qualifiersFor(at('-|'), NOTES))).toEqual(['-actor:', '-action:', '-ip:'])
    expect(qualifiersFor(at('actor:|'), NOTES)).toEqual([])
    expect(qualifiersFor(at('target|'), NOTES)).toEqual([])
  })

  it('are the values that contain what is typed, the most frequent first', () => {
    expect(valuesFor(at('action:|'), VALUES, 'en')).toEqual([
      { text: 'action:UPDATE', label: 'action: UPDATE', note: '1,200' },
      { text: 'action:DELETE', label: 'action: DELETE', note: '2' },
    ])
    expect(texts(valuesFor(at('del|'), VALUES, 'en'))).toEqual(['action:DELETE', 'company:delta'])
    expect(texts(valuesFor(at('-del|'), VALUES, 'en'))).toEqual(['-action:DELETE'])
    expect(texts(valuesFor(at('-actor:love|'), VALUES, 'en'))).toEqual(['-actor:"Ada Lovelace"'])
  })

  it('stand in the place of what is typed, after which one types on', () => {
    const put = (text: string, suggestion: string) =>
      completed(text.replace('|', ''), at(text), { text: suggestion, label: '', note: '' })
    expect(put('ac|', 'actor:')).toEqual({ text: 'actor:', caret: 6 })
    expect(put('ac| ip:1', 'actor:')).toEqual({ text: 'actor: ip:1', caret: 6 })
    expect(put('ip:1 actor:a|bc late', 'actor:"Ada L"')).toEqual({
      text: 'ip:1 actor:"Ada L" late',
      caret: 19,
    })
  })
})
