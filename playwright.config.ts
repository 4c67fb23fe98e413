import { defineConfig } from '@playwright/test'
import { CHROMIUM_ARGS } from './scripts/browser'

export default defineConfig({
  globalSetup: './e2e/setup.ts',
  outputDir: '.artifacts/playwright',
  reporter: 'list',
  forbidOnly: Boolean(process.env.CI),
  workers: 2,
  // Machines of CI are shared: a test may be tried again there, is named then, and only a few may be (scripts/test.ts).
  retries: process.env.CI ? 1 : 0,
  // A screen is looked at in four ways, and machines of CI are shared: what hangs is found by the waits within a test.
  timeout: 90_000,
  // A page, and all that it asks for; what is promised to come sooner says so (e2e/console/live-pages.ts).
  expect: { timeout: 10_000 },
  projects: [
    { name: 'api', testDir: 'e2e/api' },
    {
      name: 'console',
      testDir: 'e2e/console',
      use: {
        baseURL: process.env.E2E_URL,
        launchOptions: {
          executablePath: process.env.CHROMIUM_PATH,
          args: CHROMIUM_ARGS,
        },
      },
    },
  ],
})
