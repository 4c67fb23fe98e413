import { describe, expect, it } from 'vitest'
import { readAuditView } from '../audit/view'
import { clockOf, instantIn, wallIn } from './clock'

const AT = '2026-11-03T18:04:05.123Z'
const own = { time_zone: 'Asia/Kolkata', locale: 'en-GB', date_style: 'medium' } as const

describe('a clock', () => {
  it('writes in the zone and manner of the person, with UTC beside it', () => {
    const clock = clockOf(own)
    expect(clock.day(AT)).toBe('3 Nov 2026')
    expect(clock.moment(AT)).toBe('3 Nov 2026, 23:34')
    expect(clock.full(AT)).toBe('3 Nov 2026, 23:34:05 Asia/Kolkata · 3 Nov 2026, 18:04:05 UTC')
    expect(clockOf({ ...own, time_zone: 'UTC' }).full(AT)).toBe('3 Nov 2026, 18:04:05 UTC')
    expect(clockOf({ ...own, locale: 'en-US' }).day(AT)).toBe('Nov 3, 2026')
    expect(clockOf({ ...own, date_style: 'long' }).day(AT)).toBe('3 November 2026')
    const iso = clockOf({ ...own, date_style: 'iso', locale: 'en-US' })
    expect([iso.moment(AT), iso.time(AT)]).toEqual(['2026-11-03 23:34', '23:34:05'])
    expect(iso.heading(AT)).toBe('Tuesday, 2026-11-03')
  })

  it('tells how long ago, or how long until then', () => {
    const clock = clockOf(own)
    expect(clock.relative(Date.now() - 3 * 60_000 - 500)).toBe('3 min ago')
    expect(clock.relative(Date.now() + 49 * 3_600_000)).toBe('in 2 days')
    expect(clock.relative(Date.now() - 47 * 3_600_000), 'not yesterday').toBe('1 day ago')
    expect(clock.relative(Date.now() + 47 * 3_600_000), 'not tomorrow').toBe('in 1 day')
    expect(clock.relative(Date.now())).toBe('now')
  })
})

describe('a day and time on the wall', () => {
  it.each([
    ['Europe/Berlin', '2026-07-01T12:00:00', '2026-07-01T10:00:00.000Z'],
    ['Europe/Berlin', '2026-03-29T01:59:59', '2026-03-29T00:59:59.000Z'],
    ['Europe/Berlin', '2026-03-29T03:00:00', '2026-03-29T01:00:00.000Z'],
    ['Europe/Berlin', '2026-10-25T03:00:00', '2026-10-25T02:00:00.000Z'],
    ['America/St_Johns', '2026-01-01T00:00:00', '2026-01-01T03:30:00.000Z'],
    ['Pacific/Kiritimati', '2026-01-01T00:00:00', '2025-12-31T10:00:00.000Z'],
    ['America/Sao_Paulo', '2018-11-04T01:00:00', '2018-11-04T03:00:00.000Z'],
  ])('is one instant: %s %s', (zone, wall, instant) => {
    expect(instantIn(zone, wall)).toBe(instant)
    expect(wallIn(zone, instant)).toBe(wall)
  })

  it.each([
    ['Europe/Berlin', '2026-03-29T02:30:00', '2026-03-29T01:30:00.000Z'],
    ['America/New_York', '2026-03-08T02:30:00', '2026-03-08T07:30:00.000Z'],
    ['America/Sao_Paulo', '2018-11-04T00:00:00', '2018-11-04T03:00:00.000Z'],
    ['Europe/Berlin', '2026-10-25T02:30:00', '2026-10-25T00:30:00.000Z'],
    ['America/New_York', '2026-11-01T01:30:00', '2026-11-01T05:30:00.000Z'],
  ])('is the time after a gap, and the earlier of two: %s %s', (zone, wall, instant) => {
    expect(instantIn(zone, wall)).toBe(instant)
  })
})

it('makes the days of a trail those of the person who reads it', async () => {
  const days = Promise.resolve({ from: '2026-03-29', to: '2026-03-29' })
  expect(await readAuditView(days, 'Europe/Berlin')).toMatchObject({
    from: '2026-03-28T23:00:00.000Z',
    to: '2026-03-29T21:59:59.999999Z',
    range: undefined,
  })
  const exact = Promise.resolve({ from: '2026-03-29T10:00:00Z', to: 'never' })
  expect(await readAuditView(exact, 'Europe/Berlin')).toMatchObject({
    from: '2026-03-29T10:00:00Z',
    to: '',
  })
})

it.each(['0001-01-01', '9999-12-31'])(
  'takes %s for nothing, whose neighbour no year of four digits has',
  async (day) => {
    for (const zone of ['Asia/Kolkata', 'America/New_York']) {
      const view = await readAuditView(Promise.resolve({ from: day, to: day }), zone)
      expect(view).toMatchObject({ from: '', to: '', range: '7d' })
    }
  },
)
