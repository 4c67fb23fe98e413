import { defineConfig } from '@playwright/test'
import { CHROMIUM_ARGS } from './scripts/browser'

export default defineConfig({
  globalSetup: './e2e/setup.ts',
  outputDir: '.artifacts/playwright',
  reporter: 'list',
  forbidOnly: Boolean(process.env.CI),
  workers: 2,
  timeout: 30_000,
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
