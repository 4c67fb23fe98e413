import { expect, it } from 'vitest'
import { merge } from './merge'

const base = { name: 'HR', description: 'People', permissions: ['A', 'B'] }

it('keeps yours where nobody else changed anything', () => {
  expect(merge(base, base, { ...base, name: 'HR team' })).toEqual({
    result: { ...base, name: 'HR team' },
    conflicts: [],
    taken: [],
  })
})

it('takes theirs where you changed nothing', () => {
  const { result, taken } = merge(base, { ...base, description: 'All people' }, base)
  expect(result.description).toBe('All people')
  expect(taken).toEqual(['description'])
})

it('names what both changed in different ways, and proposes yours', () => {
  const merged = merge(base, { ...base, name: 'Theirs' }, { ...base, name: 'Yours' })
  expect(merged.conflicts).toEqual([{ name: 'name', theirs: 'Theirs', yours: 'Yours' }])
  expect(merged.result.name).toBe('Yours')
})

it('has no conflict where both changed the same', () => {
  const same = { ...base, name: 'Same' }
  expect(merge(base, same, same).conflicts).toEqual([])
})

it('unites what both put into a list, and takes out what either took out', () => {
  const theirs = { ...base, permissions: ['A', 'B', 'C'] }
  const yours = { ...base, permissions: ['B', 'D'] }
  const { result, conflicts } = merge(base, theirs, yours)
  expect(result.permissions).toEqual(['B', 'C', 'D'])
  expect(conflicts).toEqual([])
})

it('takes nothing from a side that does not know a field', () => {
  expect(merge(base, {}, { ...base, name: 'Yours' }).result).toEqual({ ...base, name: 'Yours' })
})

it('takes what they emptied, which the server tells as null', () => {
  const { result, taken } = merge(base, { ...base, description: null }, base)
  expect(result.description).toBeNull()
  expect(taken).toEqual(['description'])
})

it('names it as a conflict when they emptied what you changed', () => {
  const yours = { ...base, description: 'Mine' }
  expect(merge(base, { ...base, description: null }, yours).conflicts).toEqual([
    { name: 'description', theirs: null, yours: 'Mine' },
  ])
})

it('takes what they filled where nothing was', () => {
  const empty = { ...base, description: null }
  const { result, taken } = merge(empty, { ...base, description: 'Theirs' }, empty)
  expect(result.description).toBe('Theirs')
  expect(taken).toEqual(['description'])
})

it('sees no change between an empty field and null', () => {
  const shown = { ...base, description: '' }
  const typed = { ...shown, name: 'Yours' }
  expect(merge(shown, { ...base, description: null }, typed)).toEqual({
    result: typed,
    conflicts: [],
    taken: [],
  })
})

it('has no conflict where both emptied a field', () => {
  const merged = merge(base, { ...base, description: null }, { ...base, description: '' })
  expect(merged.conflicts).toEqual([])
  expect(merged.result.description).toBe('')
})

it('keeps what was there where the server does not tell of a field', () => {
  const { description, ...rest } = base
  const merged = merge(base, rest, { ...base, name: 'Yours' })
  expect(merged.result.description).toBe(description)
  expect(merged.taken).toEqual([])
})
