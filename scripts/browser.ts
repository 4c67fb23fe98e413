import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'

/** How every Chromium of tests and measurements is started: as root, and silent towards the outside. */
export const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

const SYSTEM = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

const which = (name: string) => {
  const { status, stdout } = spawnSync('which', [name], { encoding: 'utf8' })
  return status === 0 ? stdout.trim() : undefined
}

/**
 * The Chromium that the tests drive: CHROMIUM_PATH, the system's, Playwright's own download, or as root on
 * Debian the one that apt-get installs. Throws one line when there is none to be had.
 */
export function findChromium(): string {
  const explicit = process.env.CHROMIUM_PATH
  if (explicit) {
    if (existsSync(explicit)) return explicit
    throw new Error(`CHROMIUM_PATH names ${explicit}, which does not exist.`)
  }
  const found = SYSTEM.map(which).find(Boolean)
  if (found) return found
  if (existsSync(chromium.executablePath())) return chromium.executablePath()
  return installed()
}

function installed(): string {
  if (which('apt-get') && process.getuid?.() === 0) {
    console.log('Installing Chromium for the tests …')
    const quiet = { stdio: ['ignore', 'ignore', 'inherit'] as ['ignore', 'ignore', 'inherit'] }
    execFileSync('apt-get', ['update', '-qq'], quiet)
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
      ...quiet,
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
    const path = which('chromium')
    if (path) return path
  }
  throw new Error(
    'The tests need Chromium: install it, run npx playwright install chromium, or set CHROMIUM_PATH.',
  )
}
