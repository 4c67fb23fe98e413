import type { BrowserContext } from '@playwright/test'
import { test as base, expect, sandbox } from '../fixtures'

/** A page that is offline, or whose session has ended, says so in the console by itself. */
const EXPECTED = /^Failed to load resource|^WebSocket connection to|^Failed to fetch RSC payload/

/** Every page of a test: no error, no violation of the Content-Security-Policy, nothing from elsewhere. */
async function watch(context: BrowserContext, use: () => Promise<void>) {
  const complaints: string[] = []
  const own = new URL(process.env.E2E_URL!).host
  context.on('weberror', (error) => complaints.push(String(error.error())))
  context.on('console', (message) => {
    if (message.type() === 'error' && !EXPECTED.test(message.text()))
      complaints.push(message.text())
  })
  context.on('request', (request) => {
    const { host, protocol } = new URL(request.url())
    if (protocol !== 'data:' && host !== own) complaints.push(`request to ${request.url()}`)
  })
  await use()
  expect(complaints).toEqual([])
}

/** As everywhere, with an eye on all pages. */
export const test = base.extend<{ watching: undefined }>({
  watching: [
    async ({ context }, use) => {
      await watch(context, () => use(undefined))
    },
    { auto: true },
  ],
})

export { expect, sandbox }
