import { send } from './send'

/** The names of those who can give a permission; nothing when they could not be asked for. */
export async function readGrantors(code: string): Promise<string[] | undefined> {
  const path = `/api/authz/grantors/?permission=${code}`
  const answer = await send<{ name: string }[]>({ method: 'GET', path })
  return answer.ok ? answer.body.map(({ name }) => name) : undefined
}
