import { afterAll, beforeAll, beforeEach } from 'vitest'
import { systemPool } from '@/lib/core/database'
import { sendDue } from '@/lib/mail/sender'
import type { Message, Transport } from '@/lib/mail/transport'
import { onOwnDatabase } from './own-database'

/** Keeps what it is given. */
export class Letterbox implements Transport {
  readonly messages: Message[] = []

  async send(message: Message) {
    this.messages.push(message)
  }

  close() {}

  to(email: string): Message[] {
    return this.messages.filter(({ to }) => to === email)
  }
}

/** The token in the newest message to somebody, without the address around it. */
export function tokenIn(text: string): string {
  const [, token] = /\/(?:invite\/|reset-password\?token=)([\w-]{43})/.exec(text) ?? []
  if (!token) throw new Error(`There is no link in: ${text}`)
  return token
}

/** Gives the calling test file a database of its own, and a mail server unless links are to be shown. */
export function onOwnMail(purpose: string, { isSent }: { isSent: boolean }) {
  const box = new Letterbox()
  beforeAll(() => {
    if (isSent) process.env.SMTP_URL = 'smtp://127.0.0.1:9'
  })
  onOwnDatabase(purpose)
  beforeEach(() => {
    box.messages.length = 0
  })
  afterAll(() => {
    process.env.SMTP_URL = ''
  })
  return { box, deliver: () => sendDue(box, systemPool()) }
}
