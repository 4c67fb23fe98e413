import { rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import nodemailer from 'nodemailer'
import { makePrivateFolder } from '@/db/private-file'
import { env } from '@/lib/core/env'
import type { Letter } from './letter'

export interface Message extends Letter {
  id: string
  to: string
  created_at: string
}

/** A way for messages. */
export interface Transport {
  /** Rejects when it does not work at the moment, or not for this message. */
  send(message: Message): Promise<void>
  close(): void
}

const STEP_MS = 5_000
const WHOLE_MS = 20_000
export const AT_ONCE = 5

/** The same id each time, so that a message that was sent twice shows once. */
const envelopeOf = ({ id, to, created_at, ...letter }: Message) => ({
  ...letter,
  from: env().MAIL_FROM,
  to: { name: '', address: to },
  date: new Date(created_at),
  messageId: `<${id}@${new URL(env().PUBLIC_URL).hostname}>`,
  headers: { 'Auto-Submitted': 'auto-generated' },
  // Nothing in a message may make the server read a file or fetch an address.
  disableFileAccess: true,
  disableUrlAccess: true,
})

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(Object.assign(new Error(), { code: 'ETIMEDOUT' })), WHOLE_MS)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

function smtpTransport(url: string): Transport {
  const { protocol, hostname, port, username, password } = new URL(url)
  const isSecure = protocol === 'smtps:'
  const transporter = nodemailer.createTransport({
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port) || (isSecure ? 465 : 587),
    secure: isSecure,
    ...(username && {
      // A password must not travel in the clear.
      requireTLS: !isSecure,
      auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
    }),
    pool: true,
    maxConnections: AT_ONCE,
    connectionTimeout: STEP_MS,
    dnsTimeout: STEP_MS,
    greetingTimeout: STEP_MS,
    socketTimeout: 2 * STEP_MS,
  })
  return {
    send: async (message) => void (await inTime(transporter.sendMail(envelopeOf(message)))),
    close: () => transporter.close(),
  }
}

/** Keeps each message as a file that only the system user of the server can read. */
function fileTransport(folder: string): Transport {
  const writer = nodemailer.createTransport({ streamTransport: true, buffer: true })
  return {
    async send(message) {
      const { message: bytes } = await writer.sendMail(envelopeOf(message))
      makePrivateFolder(folder)
      const time = message.created_at.replaceAll(/[:.]/g, '-')
      const file = path.join(folder, `${time}-${message.id}.eml`)
      // Safe because the transport was told to give a buffer.
      await writeFile(`${file}.new`, bytes as Buffer, { mode: 0o600 })
      await rename(`${file}.new`, file)
    },
    close: () => writer.close(),
  }
}

export function mailTransport(): Transport {
  const { SMTP_URL, DATA_DIR } = env()
  return SMTP_URL ? smtpTransport(SMTP_URL) : fileTransport(path.resolve(DATA_DIR, 'mail'))
}

/** What went wrong, without what a server said: it may repeat the message, and with it the link. */
export function describeFailure(error: unknown): string {
  // Safe because these are the optional fields of nodemailer's and of the system's errors.
  const { responseCode, code } = error as { responseCode?: number; code?: string }
  if (responseCode) return `The mail server answered with ${responseCode}.`
  return `The message could not be handed over (${code ?? 'unknown reason'}).`
}
