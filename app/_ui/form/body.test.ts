import { expect, it } from 'vitest'
import { bodyOf } from './body'

/** A form as far as it is read. */
const formWith = (value: string) =>
  // Safe because nothing else of a form is read.
  ({
    elements: [
      { name: 'until', type: 'datetime-local', value, dataset: { zone: 'Europe/Berlin' } },
    ],
  }) as unknown as HTMLFormElement

it.each([
  ['2026-07-01T12:00', '2026-07-01T10:00:00.000Z'],
  ['2026-07-01T12:00:30', '2026-07-01T10:00:00.000Z'],
  ['', null],
  ['20266-07-01T12:00', '20266-07-01T12:00'],
])('makes an instant of %s, and leaves the rest to the API', (value, expected) => {
  expect(bodyOf(formWith(value))).toEqual({ until: expected })
})
