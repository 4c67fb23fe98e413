import { dictionary } from '@zxcvbn-ts/language-common'
import { AppError } from '@/lib/core/errors'

const SHORTEST = 8
const LONG_ENOUGH_FOR_ONE_CLASS = 15
const SHORTEST_WORD = 4

const common = new Set(dictionary['passwords-common'] as readonly string[])

const CLASSES = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{L}\p{Nd}]/u]

interface Person {
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

/** What is wrong with a password, as sentences; empty when it is good. */
export function passwordWeaknesses(password: string, person: Person): string[] {
  const characters = [...password].length
  const classes = CLASSES.filter((pattern) => pattern.test(password)).length
  const lower = password.toLowerCase()
  const found: string[] = []
  if (characters < SHORTEST) found.push(`Use at least ${SHORTEST} characters.`)
  if (characters < LONG_ENOUGH_FOR_ONE_CLASS && classes < 3) {
    found.push(
      `Use three of lower case, upper case, digits and signs, or ${LONG_ENOUGH_FOR_ONE_CLASS} characters.`,
    )
  }
  if (common.has(lower)) found.push('This password is among the most common ones. Choose another.')
  if (wordsOf(person).some((word) => lower.includes(word))) {
    found.push('Do not use the name, the e-mail address or the company in the password.')
  }
  return found
}

/** Throws INVALID on `field` with everything that is wrong with the password. */
export function assertGoodPassword(password: string, person: Person, field = 'password') {
  const weaknesses = passwordWeaknesses(password, person)
  if (weaknesses.length === 0) return
  throw new AppError('INVALID', weaknesses.join(' '), { errors: { [field]: weaknesses } })
}
