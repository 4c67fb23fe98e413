import { defineConfig } from '@playwright/test'

export default defineConfig({
  globalSetup: './e2e/setup.ts',
  outputDir: '.artifacts/playwright',
  reporter: 'list',
  forbidOnly: Boolean(process.env.CI),
  workers: 2,
  timeout: 30_000,
  projects: [{ name: 'api', testDir: 'e2e/api' }],
})
