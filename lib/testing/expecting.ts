import { expect } from 'vitest'

/** What an operation throws that refuses with this code. */
export const failsWith = (code: string) => expect.objectContaining({ code })

/** A time from now, as the API takes it. */
export const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString()
