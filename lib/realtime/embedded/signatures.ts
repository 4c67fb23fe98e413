import { createHmac, timingSafeEqual } from 'node:crypto'

/** What the server and those who speak to it share. */
export interface App {
  appId: string
  key: string
  secret: string
}

export const sign = (secret: string, text: string) =>
  createHmac('sha256', secret).update(text).digest('hex')

/** Takes as long for a wrong text as for the right one of the same length. */
export function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}

const isSignedBy = (app: App, auth: string, text: string) =>
  isSame(auth, `${app.key}:${sign(app.secret, text)}`)

/** Whether the application let this socket subscribe to the channel. */
export function isChannelAuthorised(
  app: App,
  auth: string,
  { socketId, channel, channelData }: { socketId: string; channel: string; channelData?: string },
): boolean {
  const signed = channelData === undefined ? [socketId, channel] : [socketId, channel, channelData]
  return isSignedBy(app, auth, signed.join(':'))
}

/** Whether the application says that this user is behind the socket. */
export const isUserAuthenticated = (app: App, auth: string, socketId: string, userData: string) =>
  isSignedBy(app, auth, `${socketId}::user::${userData}`)
