import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test'
import { CHROMIUM_ARGS, findChromium } from '../../scripts/browser'
import { printColumns } from '../table'
import { Api } from './api'
import { conclude, p95, SPREAD, spreadCells } from './figures'
import { give, makeCompany, makePeople, makeRole, PASSWORD } from './people'
import { onStage } from './stage'

const TARGET_MS = 2_000
const BOX = 'View audit log (VIEW_AUDIT_LOGS)'

async function signedIn(browser: Browser, url: string, email: string): Promise<BrowserContext> {
  const context = await browser.newContext({ baseURL: url })
  const page = await context.newPage()
  await page.goto('/login')
  await page.locator('[name=email]').fill(email)
  await page.locator('[name=password]').fill(PASSWORD)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL(({ pathname }) => pathname === '/')
  await page.close()
  return context
}

/** Ticks or clears a box of the matrix, and answers how long the other page took from the last click on. */
async function change(editor: Page, watcher: Page, isGiven: boolean): Promise<number> {
  await editor.getByRole('checkbox', { name: BOX }).click()
  await editor.getByRole('button', { name: 'Review and save' }).click()
  const save = editor.getByRole('button', { name: 'Save changes' })
  await save.click({ trial: true })
  const from = performance.now()
  const link = watcher.getByRole('navigation').getByRole('link', { name: 'Audit log' })
  const seen = link.waitFor({ state: isGiven ? 'visible' : 'detached', timeout: 10_000 })
  await save.click()
  await seen
  const took = performance.now() - from
  await save.waitFor({ state: 'detached' })
  return took
}

/** From the click that saves a role in one browser to the changed page in another one. */
export const pages = (times: number) =>
  onStage(async (stage) => {
    const server = await stage.start()
    const api = new Api(server.url)
    const root = await stage.superuser(api)
    const company = await makeCompany(api, root)
    const [person] = await makePeople(api, root, company.id, 1)
    const role = await makeRole(api, company, ['VIEW_USERS'])
    await give(api, company.admin.token, person!, role)
    const browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_ARGS })
    try {
      const [admins, persons] = [
        await signedIn(browser, server.url, company.admin.email),
        await signedIn(browser, server.url, person!.email),
      ]
      const [editor, watcher] = [await admins.newPage(), await persons.newPage()]
      await Promise.all([editor.goto(`/roles/${role}`), watcher.goto('/users')])
      await watcher.getByText('Live', { exact: true }).waitFor()
      const took = { given: [] as number[], taken: [] as number[] }
      for (let time = 0; time < times; time++) {
        took.given.push(await change(editor, watcher, true))
        took.taken.push(await change(editor, watcher, false))
      }
      printColumns(
        ['', 'changes', ...SPREAD],
        Object.entries(took).map(([name, all]) => [
          `permission ${name}`,
          String(all.length),
          ...spreadCells(all),
        ]),
      )
      const slow = p95([...took.given, ...took.taken])
      conclude(slow < TARGET_MS ? [] : [`The p95 of ${slow.toFixed(0)} ms is not below 2 s.`])
    } finally {
      await browser.close()
    }
  })
