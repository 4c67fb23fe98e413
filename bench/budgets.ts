import { parseArgs } from 'node:util'
import { type Browser, type BrowserContext, chromium } from '@playwright/test'
import { SCHEMES, violationsOn } from '../e2e/console/axe'
import {
  ACCESSIBILITY,
  BEST_PRACTICES,
  CSS_KB,
  SCREENS,
  type Screen,
  SHIFT,
} from '../e2e/console/screens'
import { CHROMIUM_ARGS, findChromium } from '../scripts/browser'
import { type Credentials, type Ground, openGround } from './budgets/ground'
import { type Scores, score } from './budgets/lighthouse'
import { type Weight, weigh } from './budgets/weigh'
import { freePort } from './ground'
import { printColumns } from './table'

interface Line {
  screen: Screen
  weight: Weight
  /** What it finds in light and in dark. */
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
    const page = await context.newPage()
    const path = typeof screen.path === 'string' ? screen.path : await screen.path(page)
    if (screen.isForGuests) await context.clearCookies()
    const cookies = await context.cookies()
    const fresh = await browser.newContext({ baseURL: server.url })
    await fresh.addCookies(cookies)
    const weight = await weigh(await fresh.newPage(), path)
    await fresh.close()
    const axe: string[][] = []
    for (const scheme of SCHEMES) axe.push(await violationsOn(page, screen, path, scheme))
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
    if (rules.length > 0) over.push(`axe ${SCHEMES[index]}: ${rules.join('; ')}`)
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
    ['', 'JS kB', 'budget', 'later', 'CSS kB', 'axe light', 'dark', 'desktop', 'mobile'],
    lines.map((line) => [
      line.screen.name,
      line.weight.js.toFixed(1),
      String(line.screen.js),
      line.weight.later.toFixed(1),
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
  args: [...CHROMIUM_ARGS, `--remote-debugging-port=${port}`],
})
try {
  const lines: Line[] = []
  for (const screen of wanted) lines.push(await measure(browser, ground, screen, port))
  print(lines)
} finally {
  await browser.close()
  await ground.server.stop()
}
