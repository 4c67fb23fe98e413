import { existsSync, readdirSync, readFileSync } from 'node:fs'

/** Where a server without a mail server keeps its messages; elsewhere for one that was not started by the tests. */
export const MAIL = process.env.E2E_MAIL ?? '.artifacts/e2e/mail'

/** The messages to an address, the oldest first. */
export const mailTo = (email: string) =>
  (existsSync(MAIL) ? readdirSync(MAIL) : [])
    .filter((name) => name.endsWith('.eml'))
    .sort()
    .map((name) => readFileSync(`${MAIL}/${name}`, 'utf8'))
    .filter((text) => text.includes(`To: ${email}`))

/** Quoted-printable breaks long lines and writes = as =3D. */
export const resetTokenIn = (source: string) =>
  /reset-password\?token=([\w-]{43})/.exec(
    source.replaceAll(/=\r?\n/g, '').replaceAll('=3D', '='),
  )![1]!
