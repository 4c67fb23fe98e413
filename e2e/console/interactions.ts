import type { Locator } from '@playwright/test'

type ClickOptions = Parameters<Locator['click']>[0]

/** Counts what a person does: to open a menu, to click and to type into a field are one interaction each. */
export class Hand {
  count = 0

  async click(target: Locator, options?: ClickOptions) {
    this.count++
    await target.click(options)
  }

  async type(target: Locator, text: string) {
    this.count++
    await target.fill(text)
  }
}
