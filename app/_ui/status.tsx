import { getText } from './i18n/messages'
import { type StatusName, StatusWord } from './status-word'

/** In what state a person is, in one word. */
export async function Status({ of }: { of: StatusName }) {
  const users = await getText('users')
  return <StatusWord of={of}>{users(of)}</StatusWord>
}
