import { describe, expect, it } from 'vitest'
import { criteriaOf, parseTerms, withTerm } from './query'
import { formatTerms } from './term'

const ID = '019a8f5e-3c00-7000-8000-000000000001'
const criteria = (text: string) => criteriaOf(parseTerms(text))

describe('a search of the trail', () => {
  it.each([
    ['actor:ada -actor:bob', { user: 'ada', exclude_user: 'bob' }],
    ['action:UPDATE action:DELETE', { action: 'UPDATE,DELETE' }],
    ['result:ok', { outcome: 'success' }],
    ['-result:denied', { exclude_outcome: 'denied' }],
    ['target:Role', { resource_type: 'Role' }],
    [`target:Role/${ID}`, { resource_type: 'Role', resource_id: ID }],
    ['-target:Role', { exclude_target: 'Role' }],
    ['-ip:10.0.0.0/8', { exclude_ip: '10.0.0.0/8' }],
    [`company:${ID}`, { company: ID }],
    ['company:acme', {}],
    ['lost "till roll"', { search: 'lost till roll' }],
    ['result:maybe -company:acme', { search: 'result:maybe -company:acme' }],
  ])('%s is understood', (text, expected) => {
    expect(criteria(text)).toEqual(expected)
  })

  it('is written as it is read', () => {
    const text = '-result:denied company:acme actor:"Ada Lovelace" lost'
    expect(formatTerms(parseTerms(text))).toBe(text)
  })

  it('holds no term together with its opposite', () => {
    const terms = parseTerms('result:denied')
    const added = withTerm(terms, { name: 'result', value: 'denied', isExcluded: true })
    expect(formatTerms(added)).toBe('-result:denied')
  })
})
