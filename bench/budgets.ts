import { parseArgs } from 'node:util'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test'
import { findChromium } from '../scripts/browser'
import { type Credentials, type Ground, openGround } from './budgets/ground'
import { type Scores, score } from './budgets/lighthouse'
import {
  ACCESSIBILITY,
  BEST_PRACTICES,
  CSS_KB,
  SCREENS,
  type Screen,
  SHIFT,
} from './budgets/screens'
import { type Weight, weigh } from './budgets/weigh'
import { freePort } from './ground'
import { printColumns } from './table'

const AXE_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

interface Line {
  screen: Screen
  weight: Weight
  /** Violations in light and in dark, by rule. */
  axe: string[][]
  scores: { form: 'desktop' | 'mobile'; scores: Scores }[]
}

async function signIn(context: BrowserContext, { email, password }: Credentials) {
  const page = await context.newPage()
  await page.goto('/login')
  await page.locator('[name=email]').fill(email)
  await page.locator('[name=password]').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL(({ pathname }) => !pathname.startsWith('/login'))
  await page.close()
}

async function violationsIn(page: Page, { opens = [] }: Screen, path: string) {
  const found: string[][] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.goto(path, { waitUntil: 'networkidle' })
    for (const name of opens) await page.getByRole('button', { name }).first().click()
    const { violations } = await new AxeBuilder({ page }).withTags(AXE_TAGS).analyze()
    for (const { id, nodes } of violations) {
      console.error(`  ${path} (${colorScheme}) ${id}: ${nodes[0]?.html.slice(0, 160)}`)
    }
    found.push(violations.map(({ id }) => id))
  }
  return found
}

/** Weighs in a context of its own, whose cache is empty, and lets axe and Lighthouse look. */
async function measure(
  browser: Browser,
  { server, ...people }: Ground,
  screen: Screen,
  port: number,
): Promise<Line> {
  const context = await browser.newContext({ baseURL: server.url })
  try {
    if (screen.who !== 'nobody') await signIn(context, people[screen.who])
    const cookies = await context.cookies()
    const page = await context.newPage()
    const path = typeof screen.path === 'string' ? screen.path : await screen.path(page)
    const fresh = await browser.newContext({ baseURL: server.url })
    await fresh.addCookies(cookies)
    const weight = await weigh(await fresh.newPage(), path)
    await fresh.close()
    const axe = await violationsIn(page, screen, path)
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
    const scores: Line['scores'] = []
    for (const form of screen.lighthouse ? (['desktop', 'mobile'] as const) : []) {
      const scored = await score(server.url + path, { port, cookie, form })
      scores.push({ form, scores: scored })
    }
    return { screen, weight, axe, scores }
  } finally {
    await context.close()
  }
}

/** What of a line is over its budget, in words. */
function excesses({ screen, weight, axe, scores }: Line): string[] {
  const over: string[] = []
  if (weight.js > screen.js) over.push(`JavaScript ${weight.js.toFixed(1)} > ${screen.js} kB`)
  if (weight.css > CSS_KB) over.push(`CSS ${weight.css.toFixed(1)} > ${CSS_KB} kB`)
  for (const [index, rules] of axe.entries()) {
    if (rules.length > 0) over.push(`axe ${['light', 'dark'][index]}: ${rules.join(', ')}`)
  }
  for (const { form, scores: of } of scores) {
    const least = screen.lighthouse?.[form] ?? 0
    if (of.performance < least) over.push(`${form} performance ${of.performance} < ${least}`)
    if (of.accessibility < ACCESSIBILITY) over.push(`${form} accessibility ${of.accessibility}`)
    if (of.bestPractices < BEST_PRACTICES) over.push(`${form} best practices ${of.bestPractices}`)
    if (of.shift > SHIFT) over.push(`${form} layout shift ${of.shift.toFixed(3)}`)
  }
  return over
}

function print(lines: Line[]) {
  const scoresOf = ({ scores }: Line, wanted: string) => {
    const of = scores.find(({ form }) => form === wanted)?.scores
    return of
      ? `${of.performance}/${of.accessibility}/${of.bestPractices} ${of.shift.toFixed(3)}`
      : '-'
  }
  printColumns(
    ['', 'JS kB', 'budget', 'CSS kB', 'axe light', 'dark', 'desktop', 'mobile'],
    lines.map((line) => [
      line.screen.name,
      line.weight.js.toFixed(1),
      String(line.screen.js),
      line.weight.css.toFixed(1),
      ...line.axe.map((rules) => String(rules.length)),
      ...['desktop', 'mobile'].map((form) => scoresOf(line, form)),
    ]),
  )
  const over = lines.flatMap((line) => excesses(line).map((text) => `${line.screen.name}: ${text}`))
  console.log(over.length > 0 ? `Over budget:\n${over.join('\n')}` : 'Nothing is over its budget.')
  process.exitCode = over.length > 0 ? 1 : 0
}

const { values } = parseArgs({
  options: { only: { type: 'string' }, 'no-lighthouse': { type: 'boolean' } },
})
const wanted = SCREENS.filter(({ name }) =>
  name.toLowerCase().includes((values.only ?? '').toLowerCase()),
).map(({ lighthouse, ...screen }) => ({
  ...screen,
  ...(!values['no-lighthouse'] && { lighthouse }),
}))
const ground = await openGround()
const port = await freePort()
const browser = await chromium.launch({
  executablePath: findChromium(),
  args: [...ARGS, `--remote-debugging-port=${port}`],
})
try {
  const lines: Line[] = []
  for (const screen of wanted) lines.push(await measure(browser, ground, screen, port))
  print(lines)
} finally {
  await browser.close()
  await ground.server.stop()
}
