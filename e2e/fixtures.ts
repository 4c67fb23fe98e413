import { test as base, expect } from '@playwright/test'
import { Api, type SignedIn } from './client'
import { saveCounts } from './counts'
import { makeSandbox, type Sandbox } from './people'
import type { Credentials } from './server'

interface WorkerFixtures {
  /** A caller who is not signed in. */
  anybody: Api
  superuser: SignedIn
  counting: undefined
}

export const firstSuperuser = (): Credentials => JSON.parse(process.env.E2E_FIRST_SUPERUSER!)

export const test = base.extend<object, WorkerFixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of what a fixture needs
  anybody: [async ({}, use) => use(new Api(process.env.E2E_URL!)), { scope: 'worker' }],
  superuser: [
    async ({ anybody }, use) => use(await anybody.signIn(JSON.parse(process.env.E2E_SUPERUSER!))),
    { scope: 'worker' },
  ],
  counting: [
    // biome-ignore lint/correctness/noEmptyPattern: as above
    async ({}, use) => {
      await use(undefined)
      saveCounts()
    },
    { scope: 'worker', auto: true },
  ],
})

/** A company of its own for the tests of the file that calls it. */
export function sandbox(): Sandbox {
  const made = {} as Sandbox
  test.beforeAll(async ({ superuser }) => {
    Object.assign(made, await makeSandbox(superuser))
  })
  return made
}

export { expect }
