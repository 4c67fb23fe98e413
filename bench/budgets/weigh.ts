import { gzipSync } from 'node:zlib'
import type { Page, Response } from '@playwright/test'

export interface Weight {
  /** kB of gzip that a first visit loads. */
  js: number
  css: number
}

/** Visits a page with an empty cache and weighs what it loads until nothing more comes. */
export async function weigh(page: Page, path: string): Promise<Weight> {
  const loaded: Promise<[string, number]>[] = []
  const onResponse = (response: Response) => {
    const type = response.request().resourceType()
    if (type !== 'script' && type !== 'stylesheet') return
    loaded.push(response.body().then((body) => [type, gzipSync(body).length]))
  }
  page.on('response', onResponse)
  await page.goto(path, { waitUntil: 'load' })
  await page.waitForLoadState('networkidle')
  page.off('response', onResponse)
  const sizes = await Promise.all(loaded)
  const sum = (wanted: string) =>
    sizes.reduce((total, [type, size]) => total + (type === wanted ? size : 0), 0) / 1000
  return { js: sum('script'), css: sum('stylesheet') }
}
