import { describe, expect, it } from 'vitest'
import { Assembly, split } from './parts'

const LARGE = { text: 'Zoë 🎉 \u0000\u007f"\\'.repeat(2_000) }

describe('what is cut into parts', () => {
  it('is put together again, in whatever order the parts come', () => {
    const assembly = new Assembly()
    const parts = split(LARGE)
    expect(parts.length).toBeGreaterThan(4)
    for (const part of parts) {
      expect(Buffer.byteLength(part)).toBeLessThan(8_000)
      expect(part).toMatch(/^[\x20-\x7f]*$/)
    }
    const values = parts.reverse().map((part) => assembly.add(part))
    expect(values.pop()).toEqual(LARGE)
    expect(values.every((value) => value === undefined)).toBe(true)
    expect(assembly.size).toBe(0)
  })

  it('is kept apart from others that come at the same time', () => {
    const assembly = new Assembly()
    const [one, two] = [split({ ...LARGE, n: 1 }), split({ ...LARGE, n: 2 })]
    const values = one.flatMap((part, at) => [assembly.add(part), assembly.add(two[at]!)])
    expect(values.slice(-2)).toMatchObject([{ n: 1 }, { n: 2 }])
  })

  it('never is the same twice, so that PostgreSQL does not fold it', () => {
    expect(split('x')).not.toEqual(split('x'))
  })

  it('is refused when it is out of all proportion', () => {
    expect(() => split('x'.repeat(20_000_000))).toThrow()
  })
})

describe('the assembly', () => {
  const id = '0'.repeat(24)

  it.each([
    '',
    'text',
    '{}',
    `${id} 0 1 {`,
    `${id} 0 0 {}`,
    `${id} 1 1 {}`,
    `${id} 0 9999 {}`,
    `${id} -1 1 {}`,
    `${id} 0 1`,
    `${'0'.repeat(23)} 0 1 {}`,
  ])('makes nothing of %j', (payload) => {
    const assembly = new Assembly()
    expect(assembly.add(payload)).toBeUndefined()
    expect(assembly.size).toBe(0)
  })

  it('heeds no part twice and none of another total', () => {
    const assembly = new Assembly()
    for (const payload of [`${id} 0 2 [1,`, `${id} 0 2 [9,`, `${id} 1 3 9]`]) {
      expect(assembly.add(payload)).toBeUndefined()
    }
    expect(assembly.add(`${id} 1 2 2]`)).toEqual([1, 2])
  })

  it('forgets what stays incomplete', () => {
    const impatient = new Assembly(-1)
    const [first, ...rest] = split(LARGE)
    impatient.add(first!)
    expect(rest.map((part) => impatient.add(part)).every((value) => value === undefined)).toBe(true)
    const assembly = new Assembly()
    for (let sent = 0; sent < 1_000; sent++) {
      assembly.add(`${sent.toString(16).padStart(24, '0')} 0 2 [1,`)
    }
    expect(assembly.size).toBeLessThanOrEqual(20)
  })
})
