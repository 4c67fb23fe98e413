import { gzipSync } from 'node:zlib'
import type { Page, Response } from '@playwright/test'

/** All in kB of gzip. */
export interface Weight {
  /** What the document names, without which the page does not become interactive. */
  js: number
  /** What the page fetches by itself afterwards, such as pusher-js in the leading tab. */
  later: number
  css: number
}

const kilobytes = (sizes: readonly number[]) => sizes.reduce((sum, size) => sum + size, 0) / 1000

/** Visits a page with an empty cache and weighs what it loads until nothing more comes. */
export async function weigh(page: Page, path: string): Promise<Weight> {
  const loaded: Promise<{ type: string; path: string; size: number }>[] = []
  const onResponse = (response: Response) => {
    const type = response.request().resourceType()
    if (type !== 'script' && type !== 'stylesheet') return
    const { pathname } = new URL(response.url())
    loaded.push(
      response.body().then((body) => ({ type, path: pathname, size: gzipSync(body).length })),
    )
  }
  page.on('response', onResponse)
  const document = await page.goto(path, { waitUntil: 'load' })
  const html = (await document?.text()) ?? ''
  await page.waitForLoadState('networkidle')
  page.off('response', onResponse)
  const files = await Promise.all(loaded)
  const scripts = files.filter(({ type }) => type === 'script')
  const sizes = (wanted: typeof files) => kilobytes(wanted.map(({ size }) => size))
  return {
    js: sizes(scripts.filter((script) => html.includes(script.path))),
    later: sizes(scripts.filter((script) => !html.includes(script.path))),
    css: sizes(files.filter(({ type }) => type === 'stylesheet')),
  }
}
