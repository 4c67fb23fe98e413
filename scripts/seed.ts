import { assertMigrated, command, isInteractive, UsageError, withDatabase } from './command'
import { type Seeded, type SeedRequest, seed } from './seed/seed'
import { showProgress } from './seed/show-progress'

/** What can be given as a number, with what it is without a flag. */
const NUMBERS = {
  companies: { fallback: 3, least: 1, help: 'how many companies to make' },
  users: { fallback: 300, least: 1, help: 'people, over all these companies together' },
  roles: { fallback: 24, least: 0, help: 'roles, likewise, beside the Tenant Admin of each' },
  'audit-rows': {
    fallback: 10_000,
    least: 0,
    help: 'audit entries of the last 12 months, likewise',
  },
} as const

type Name = keyof typeof NUMBERS
const NAMES = Object.keys(NUMBERS) as Name[]
const MOST = 100_000_000

type Numbers = Record<Name, number>

const numberFlag = (name: Name) =>
  ({
    type: 'string',
    value: 'N',
    help: `${NUMBERS[name].help} (${NUMBERS[name].fallback.toLocaleString('en')})`,
  }) as const

await command({
  name: 'seed',
  help: 'Adds companies with invented people, roles, sessions and an audit trail. Works while the server runs, and every time anew.',
  options: {
    companies: numberFlag('companies'),
    users: numberFlag('users'),
    roles: numberFlag('roles'),
    'audit-rows': numberFlag('audit-rows'),
    company: {
      type: 'string',
      value: 'NAME',
      help: 'everybody into this one company, made when it is absent',
    },
    password: {
      type: 'string',
      value: 'P',
      help: "everybody's password; else a random one is shown",
    },
  },
  async run({ company, password, ...typed }) {
    const isAsked = Object.keys(typed).length === 0 && !company && isInteractive()
    const numbers = isAsked ? await ask() : numbersOf(typed)
    const request = { ...numbers, auditRows: numbers['audit-rows'], company, password }
    await withDatabase('visit', async (url) => {
      await assertMigrated(url)
      report(request, await seedWithProgress(url, request))
    })
  },
})

function numbersOf(typed: Partial<Record<Name, string>>): Numbers {
  const entries = NAMES.map((name) => {
    const text = typed[name]
    const problem = text === undefined ? undefined : problemOf(name, text)
    if (problem) throw new UsageError(`--${name} ${problem}`)
    return [name, text === undefined ? NUMBERS[name].fallback : Number(text)]
  })
  // Safe because the entries are made from all the names.
  return Object.fromEntries(entries) as Numbers
}

function problemOf(name: Name, text: string): string | undefined {
  const { least } = NUMBERS[name]
  const isFine = /^\d+$/.test(text) && Number(text) >= least && Number(text) <= MOST
  return isFine ? undefined : `must be a whole number from ${least} to ${MOST}, not ${text}.`
}

async function ask(): Promise<Numbers> {
  const { isCancel, text } = await import('@clack/prompts')
  const answers: Partial<Record<Name, string>> = {}
  for (const name of NAMES) {
    const answer = await text({
      message: `${name}: ${NUMBERS[name].help}`,
      initialValue: String(NUMBERS[name].fallback),
      validate: (value) => problemOf(name, value ?? ''),
    })
    if (isCancel(answer)) throw new Error('Nothing was made.')
    answers[name] = answer
  }
  return numbersOf(answers)
}

async function seedWithProgress(url: string, request: SeedRequest): Promise<Seeded> {
  const progress = await showProgress()
  try {
    return await seed(url, request, progress.show)
  } finally {
    progress.end()
  }
}

function report(request: SeedRequest, { companies, users, password }: Seeded) {
  const count = (amount: number) => amount.toLocaleString('en')
  const place = companies.length === 1 ? companies[0]?.name : `${count(companies.length)} companies`
  console.log(`${place}: ${count(users)} people, ${count(request.auditRows)} audit entries.`)
  for (const { name, administrator } of companies.slice(0, 10)) {
    console.log(`  ${name.padEnd(28)} ${administrator}`)
  }
  if (companies.length > 10) console.log(`  … and ${count(companies.length - 10)} more`)
  if (!request.password) console.log(`Everybody's password, shown only this once: ${password}`)
}
