import { dictionary } from '@zxcvbn-ts/language-common'
import { AppError } from '@/lib/core/errors'
import { LONG_ENOUGH_FOR_ONE_CLASS, type Person, rulesKept, SHORTEST } from './rules'

const common = new Set(dictionary['passwords-common'] as readonly string[])

/** What is wrong with a password, as sentences; empty when it is good. */
export function passwordWeaknesses(password: string, person: Person): string[] {
  const { long, mixed, impersonal } = rulesKept(password, person)
  const found: string[] = []
  if (!long) found.push(`Use at least ${SHORTEST} characters.`)
  if (!mixed) {
    found.push(
      `Use three of lower case, upper case, digits and signs, or ${LONG_ENOUGH_FOR_ONE_CLASS} characters.`,
    )
  }
  if (common.has(password.toLowerCase()))
    found.push('This password is among the most common ones. Choose another.')
  if (!impersonal) {
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
