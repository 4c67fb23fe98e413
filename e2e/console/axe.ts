import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import type { Screen } from './screens'

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
export const SCHEMES = ['light', 'dark'] as const

/** What axe finds on a screen in one of the colour schemes, with its dialog open: the rule and where. */
export async function violationsOn(
  page: Page,
  { opens = [] }: Screen,
  path: string,
  colorScheme: (typeof SCHEMES)[number],
): Promise<string[]> {
  // Colours on their way to others have contrasts that nobody reads.
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
  await page.goto(path, { waitUntil: 'networkidle' })
  for (const name of opens) await page.getByRole('button', { name }).first().click()
  const { violations } = await new AxeBuilder({ page })
    // Of no group that is on by default, but WCAG 2.5.3 all the same.
    .options({ rules: { 'label-content-name-mismatch': { enabled: true } } })
    .withTags(TAGS)
    .analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`)
}
