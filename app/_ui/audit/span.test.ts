import { describe, expect, it } from 'vitest'
import { addressOf, dragged, moved, resized, stepOf, wholeOf } from './span'

const NOW = 1000
const SPAN = { from: 400, to: 600 }
const BUCKETS = { start: 0, length: 10, count: 60 }

describe('a span of time', () => {
  it('is moved as it is, but not beyond now', () => {
    expect(moved(SPAN, -100, NOW)).toEqual({ from: 300, to: 500 })
    expect(moved(SPAN, 100, NOW)).toEqual({ from: 500, to: 700 })
    expect(moved(SPAN, 900, NOW)).toEqual({ from: 800, to: 1000 })
  })

  it('is resized at its end, and where that is now, at its beginning', () => {
    expect(resized(SPAN, 100, 10, NOW)).toEqual({ from: 400, to: 700 })
    expect(resized(SPAN, -100, 10, NOW)).toEqual({ from: 400, to: 500 })
    expect(resized(SPAN, -500, 10, NOW)).toEqual({ from: 400, to: 410 })
    expect(resized({ from: 800, to: 1000 }, 100, 10, NOW)).toEqual({ from: 700, to: 1000 })
  })

  it('is dragged over whole buckets, in either direction and over the edge', () => {
    expect(dragged(0.1, 0.2, BUCKETS)).toEqual({ from: 60, to: 130 })
    expect(dragged(0.2, 0.1, BUCKETS)).toEqual(dragged(0.1, 0.2, BUCKETS))
    expect(dragged(-1, 2, BUCKETS)).toEqual(wholeOf(BUCKETS))
    expect(dragged(0.5, 0.5, BUCKETS)).toEqual({ from: 300, to: 310 })
  })

  it('moves by whole buckets', () => {
    expect(stepOf(BUCKETS)).toBe(50)
    expect(stepOf({ ...BUCKETS, count: 1 })).toBe(10)
  })

  it('stands in the address instead of a preset', () => {
    expect(addressOf('?q=a&range=30d', { from: 0, to: 1000 })).toBe(
      '?q=a&from=1970-01-01T00%3A00%3A00.000Z&to=1970-01-01T00%3A00%3A00.999999Z',
    )
  })
})
