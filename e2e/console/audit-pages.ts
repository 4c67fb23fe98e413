import type { Page } from '@playwright/test'

/** The entries that are listed. */
export const entries = (page: Page) => page.locator('tbody a[data-event]')

/** The entry that is looked at. */
export const panel = (page: Page) => page.getByRole('complementary', { name: 'Entry' })
