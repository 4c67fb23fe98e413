import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect } from './fixtures'

const STANDARDS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** Looks at a page in both schemes, wide and narrow: keeps pictures, and finds nothing that is hard to use. */
export async function expectGoodLooks(page: Page, name: string) {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [1280, 390]) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await page.setViewportSize({ width, height: 800 })
      const at = `${name}-${colorScheme}-${width}`
      await page.screenshot({ path: `.artifacts/screens/${at}.png` })
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
      )
      expect(overflow, `${at}: nothing is wider than the screen`).toBe(false)
      const { violations } = await new AxeBuilder({ page }).withTags(STANDARDS).analyze()
      expect(
        violations.map(({ id, nodes }) => [id, nodes[0]?.html]),
        at,
      ).toEqual([])
    }
  }
}
