import { randomBytes } from 'node:crypto'
import { mkdirSync, rmSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Browser, chromium, type Page } from '@playwright/test'
import { runCommand, startServer } from '../bench/ground'
import { Api } from '../bench/realtime/api'
import { CHROMIUM_ARGS, findChromium } from './browser'

/** Takes the pictures of docs/tour.md, on the demo data of a first start. */
const PICTURES = resolve('docs/tour')
const FOLDER = resolve('.artifacts/tour')
const MOST_BYTES = 1_500_000
const WIDE = { width: 1280, height: 800 }
const SUPERUSER = 'tour@example.com'

interface Stage {
  url: string
  browser: Browser
  password: string
  /** As the superuser. */
  api: Api
  root: string
}

interface Look {
  colorScheme?: 'light' | 'dark'
  viewport?: { width: number; height: number }
}

async function open({ url, browser, password }: Stage, email: string, look: Look = {}) {
  const context = await browser.newContext({ baseURL: url, viewport: WIDE, ...look })
  const page = await context.newPage()
  await page.goto('/login')
  await page.locator('[name=email]').fill(email)
  await page.locator('[name=password]').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL(({ pathname }) => pathname === '/')
  return page
}

async function picture(page: Page, name: string) {
  await page.waitForLoadState('networkidle')
  const live = page.getByText('Live', { exact: true })
  if (await live.count()) await live.waitFor()
  const path = join(PICTURES, `${name}.png`)
  await page.screenshot({ path, animations: 'disabled' })
  console.log(`${name}.png ${Math.round(statSync(path).size / 1000)} kB`)
}

const idOf = async ({ api, root }: Stage, list: string, search: string) => {
  const { body } = await api.call<{ id: string }[]>('GET', `${list}/?search=${search}`, root)
  const [found] = body
  if (!found) throw new Error(`There is no ${search} in the demo data.`)
  return found.id
}

/** Knows the passwords of those who show something. */
async function letIn(stage: Stage, ...emails: string[]) {
  const { api, root, password } = stage
  for (const email of emails) {
    const id = await idOf(stage, 'users', email)
    await api.call('POST', `users/${id}/set_password/`, root, { password })
  }
}

const NORA = 'nora.lindholm@northwind.example'
const BEN = 'ben.okafor@northwind.example'

async function showPeople(stage: Stage, page: Page) {
  await picture(page, 'overview')
  await page.goto('/users')
  await picture(page, 'users')
  await page.goto(`/users/${await idOf(stage, 'users', 'omar.haddad')}?tab=access`)
  await page.getByRole('button', { name: /Delete users/ }).click()
  await picture(page, 'why')
}

/** A role is changed in one browser, and the page of somebody who has it changes in another. */
async function showRoles(stage: Stage, page: Page) {
  const ben = await open(stage, BEN)
  await ben.goto('/users')
  await ben.getByText('Live', { exact: true }).waitFor()
  await page.goto(`/roles/${await idOf(stage, 'roles', 'Sales')}`)
  await page.getByRole('checkbox', { name: 'View audit log (VIEW_AUDIT_LOGS)' }).click()
  await page.getByRole('checkbox', { name: 'View roles (VIEW_ROLES)' }).click()
  await page.getByRole('button', { name: 'Review and save' }).click()
  const save = page.getByRole('button', { name: 'Save changes' })
  await save.click({ trial: true })
  await picture(page, 'review')
  await save.click()
  await ben.getByText('Your access changed').waitFor()
  await ben.getByRole('navigation').getByRole('link', { name: 'Audit log' }).waitFor()
  await picture(ben, 'live')
  await ben.context().close()
}

async function showTrail(page: Page) {
  await page.goto('/audit')
  await page
    .getByRole('link', { name: /permissions of role Sales/ })
    .first()
    .click()
  await page.getByText('VIEW_AUDIT_LOGS').first().waitFor()
  await picture(page, 'audit')
  await page.goto('/permissions')
  await picture(page, 'permissions')
}

async function showElsewhere(stage: Stage) {
  const companies = await open(stage, SUPERUSER, { colorScheme: 'dark' })
  await companies.goto('/companies')
  await picture(companies, 'companies')
  const narrow = { colorScheme: 'dark', viewport: { width: 390, height: 800 } } as const
  const phone = await open(stage, NORA, narrow)
  await phone.goto('/users')
  await picture(phone, 'phone')
}

rmSync(FOLDER, { recursive: true, force: true })
mkdirSync(PICTURES, { recursive: true })
const env = { DATA_DIR: FOLDER, SEED_DEMO: '1', PASSWORD_COST: '10' }
const server = await startServer(env)
const browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_ARGS })
try {
  const password = `Aa1-${randomBytes(9).toString('base64url')}`
  await runCommand('createsuperuser', ['--email', SUPERUSER, '--password', password], env)
  const api = new Api(server.url)
  const root = await api.signIn(SUPERUSER, password)
  const stage = { url: server.url, browser, password, api, root }
  await letIn(stage, NORA, BEN)
  const page = await open(stage, NORA)
  await showPeople(stage, page)
  await showRoles(stage, page)
  await showTrail(page)
  await showElsewhere(stage)
} finally {
  await browser.close()
  await server.stop()
}
const names = [
  'overview',
  'users',
  'why',
  'review',
  'live',
  'audit',
  'permissions',
  'companies',
  'phone',
]
const bytes = names.reduce((sum, name) => sum + statSync(join(PICTURES, `${name}.png`)).size, 0)
console.log(`${names.length} pictures, ${Math.round(bytes / 1000)} kB`)
if (bytes > MOST_BYTES) process.exitCode = 1
