import { expect, it } from 'vitest'
import { inTurn } from './turns'

it('runs a few of one person at once, the rest in turn, and refuses the flood', async () => {
  let running = 0
  let most = 0
  const work = async () => {
    most = Math.max(most, ++running)
    await new Promise((resolve) => setTimeout(resolve, 2))
    running--
    return 'done'
  }
  const outcomes = await Promise.allSettled(Array.from({ length: 80 }, () => inTurn('a', work)))
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(64)
  expect(most).toBe(4)
  await expect(inTurn('a', () => Promise.reject(new Error('x')))).rejects.toThrow('x')
  await expect(inTurn('a', work)).resolves.toBe('done')
})
