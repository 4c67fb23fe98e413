import { afterEach, describe, expect, it, vi } from 'vitest'

const CREDENTIALS = { PUSHER_APP_ID: '1', PUSHER_KEY: 'key', PUSHER_SECRET: 'secret' }

/** The settings of a process that starts with these variables. */
async function settingsWith(variables: Record<string, string>) {
  vi.resetModules()
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value)
  const { realtimeSettings } = await import('./settings')
  return realtimeSettings()
}

afterEach(() => {
  vi.unstubAllEnvs()
})

describe('the settings of realtime', () => {
  it('without credentials are those of the embedded server, the same for every instance', async () => {
    const [one, other] = [await settingsWith({}), await settingsWith({ PUSHER_APP_ID: '' })]
    expect(one).toMatchObject({ embedded: true, appId: 'erp-access' })
    expect(one.key).toMatch(/^[0-9a-f]{20}$/)
    expect(other).toEqual(one)
    const changed = await settingsWith({ AUTH_SECRET: 'x'.repeat(32) })
    expect([changed.key === one.key, changed.secret === one.secret]).toEqual([false, false])
    expect(one.secret).not.toContain(one.key)
  })

  it('lead to a cluster, or to another server that speaks the protocol', async () => {
    expect(await settingsWith({ ...CREDENTIALS, PUSHER_CLUSTER: 'eu' })).toMatchObject({
      embedded: false,
      key: 'key',
      cluster: 'eu',
      useTLS: true,
    })
    const own = { PUSHER_HOST: 'ws.example.com', PUSHER_PORT: '6001', PUSHER_USE_TLS: 'false' }
    expect(await settingsWith({ ...CREDENTIALS, ...own })).toMatchObject({
      embedded: false,
      host: 'ws.example.com',
      port: 6001,
      useTLS: false,
    })
  })

  it.each<Record<string, string>>([
    { ...CREDENTIALS },
    { ...CREDENTIALS, PUSHER_SECRET: '', PUSHER_CLUSTER: 'eu' },
    { PUSHER_CLUSTER: 'eu' },
    { PUSHER_HOST: 'ws.example.com' },
  ])('are refused when they are not complete: %o', async (variables) => {
    await expect(settingsWith(variables)).rejects.toThrow('belong together')
  })

  it('are refused when the port is none', async () => {
    const variables = { ...CREDENTIALS, PUSHER_HOST: 'ws.example.com', PUSHER_PORT: 'https' }
    await expect(settingsWith(variables)).rejects.toThrow('PUSHER_PORT')
  })
})
