import { expect, it, vi } from 'vitest'
import { send } from './send'

it('takes a server that never answers for one that was not reached', async () => {
  const timeout = vi.spyOn(AbortSignal, 'timeout')
  timeout.mockImplementation(() => AbortSignal.abort())
  vi.stubGlobal('fetch', (_path: string, { signal }: RequestInit) =>
    signal?.aborted ? Promise.reject(signal.reason) : new Promise(() => {}),
  )
  const answer = await send({ method: 'PATCH', path: '/api/auth/me/', body: {} })
  expect(answer).toMatchObject({ ok: false, problem: { status: 0 } })
  expect(timeout).toHaveBeenCalledWith(30_000)
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})
