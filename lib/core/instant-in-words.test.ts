import { expect, it } from 'vitest'
import { inWords } from './instant-in-words'

it('says a moment so that it is the same for everybody', () => {
  expect(inWords('2026-11-27T19:33:26.623Z')).toBe('27 Nov 2026 19:33 UTC')
  expect(inWords('2026-09-01T01:05:00+02:00')).toBe('31 Aug 2026 23:05 UTC')
  expect(inWords('2026-09-01T00:00:07.123456Z', 'seconds')).toBe('1 Sep 2026 00:00:07 UTC')
})
