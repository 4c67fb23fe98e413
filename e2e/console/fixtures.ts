import type { BrowserContext, Page } from '@playwright/test'
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

interface Fiber {
  stateNode: { current: { memoizedState: { isDehydrated: boolean } } }
}

/** React keeps its root in the document, and notes there whether it has taken over what the server sent. */
export function isTakenOver() {
  const name = Object.keys(document).find((key) => key.startsWith('__reactContainer$'))
  // Safe because React keeps nothing else under such a name.
  const root = name && (document as unknown as Record<string, Fiber>)[name]
  if (!root || root.stateNode.current.memoizedState.isDehydrated) return false
  // What it does right after that has its turn.
  return new Promise((done) => setTimeout(() => setTimeout(() => done(true))))
}

/** Documents are there when they answer: on a busy machine a test is faster than any person. */
function openWhole(page: Page) {
  const [goto, reload] = [page.goto.bind(page), page.reload.bind(page)]
  page.goto = async (address, options) => {
    const answer = await goto(address, options)
    if (options?.waitUntil !== 'commit') await page.waitForFunction(isTakenOver)
    return answer
  }
  page.reload = async (options) => {
    const answer = await reload(options)
    await page.waitForFunction(isTakenOver)
    return answer
  }
}

/** Opens a page that does not answer yet: its scripts come once what this returns is called. */
export async function openEarly(page: Page, address: string): Promise<() => void> {
  let answer = () => {}
  const answering = new Promise<void>((done) => {
    answer = done
  })
  await page.route('**/_next/static/**/*.js*', async (route) => {
    await answering
    await route.continue()
  })
  await page.goto(address, { waitUntil: 'commit' })
  return answer
}

/** As everywhere, with an eye on all pages. */
export const test = base.extend<{ watching: undefined }>({
  watching: [
    async ({ context, javaScriptEnabled }, use) => {
      if (javaScriptEnabled !== false) context.on('page', openWhole)
      await watch(context, () => use(undefined))
    },
    { auto: true },
  ],
})

export { expect, sandbox }
