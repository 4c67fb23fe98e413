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
