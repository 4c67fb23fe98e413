/** What was typed as an address before a sign-in without JavaScript was refused. */
export const TYPED_EMAIL_COOKIE = 'typed-email'

export const SHORTEST = 8
export const LONG_ENOUGH_FOR_ONE_CLASS = 15
const SHORTEST_WORD = 4

const CLASSES = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{L}\p{Nd}]/u]

/** Whose password it is. */
export interface Person {
  email?: string
  username?: string
  first_name?: string
  last_name?: string
  company_name?: string
}

/** The parts of a person's data that a password must not contain, lower-cased. */
const wordsOf = ({
  email = '',
  username = '',
  first_name = '',
  last_name = '',
  company_name = '',
}: Person) =>
  [email.split('@')[0]!, username, first_name, last_name, ...company_name.split(/\s+/)]
    .map((word) => word.toLowerCase())
    .filter((word) => word.length >= SHORTEST_WORD)

export const RULES = ['long', 'mixed', 'impersonal'] as const

/** Which rules a password keeps; those that need no dictionary, so that browsers can tell while it is typed. */
export function rulesKept(
  password: string,
  person: Person,
): Record<(typeof RULES)[number], boolean> {
  const characters = [...password].length
  const classes = CLASSES.filter((pattern) => pattern.test(password)).length
  const lower = password.toLowerCase()
  return {
    long: characters >= SHORTEST,
    mixed: characters >= LONG_ENOUGH_FOR_ONE_CLASS || classes >= 3,
    impersonal: !wordsOf(person).some((word) => lower.includes(word)),
  }
}

const BROWSERS = ['Edg', 'OPR', 'Firefox', 'Chrome', 'Safari', 'curl'] as const
const BROWSER_NAMES: Partial<Record<(typeof BROWSERS)[number], string>> = {
  Edg: 'Edge',
  OPR: 'Opera',
}
const SYSTEMS = [
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Android', 'Android'],
  ['Windows', 'Windows'],
  ['Mac OS', 'macOS'],
  ['Linux', 'Linux'],
] as const

/** "Firefox on Windows": enough to recognise one's own device; the whole user agent is given beside it. */
export function deviceOf(userAgent: string | null): string {
  const browser = BROWSERS.find((name) => userAgent?.includes(`${name}/`))
  const system = SYSTEMS.find(([token]) => userAgent?.includes(token))
  const name = browser ? (BROWSER_NAMES[browser] ?? browser) : 'Unknown browser'
  return system ? `${name} on ${system[1]}` : name
}
