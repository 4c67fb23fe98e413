import { type Answer, type Call, send } from './send'

/** One request, or several of which each waits for the one before and none follows a refusal. */
export type Calls = Call | readonly Call[]

export interface Sent<T> {
  /** The last one, which is the refusal if there was one. */
  answer: Answer<T>
  /** How many were done. */
  count: number
  /** Which of those changed something, and did not merely find it so. */
  changed: readonly number[]
  /** What each resource was like afterwards, by its address. */
  tags: ReadonlyMap<string, string>
}

/** `/api/users/<id>`, whatever of it a request is about. */
const resourceOf = ({ path }: Call) => path.split('/').slice(0, 4).join('/')

/** Sends requests one after the other. With `tags`, each only if its resource is still like that. */
export async function sendAll<T>(
  calls: Calls,
  tags?: ReadonlyMap<string, string>,
): Promise<Sent<T>> {
  const all = [calls].flat() as Call[]
  const known = new Map(tags)
  const changed: number[] = []
  for (const [index, call] of all.entries()) {
    const ifMatch = call.ifMatch ?? (tags && known.get(resourceOf(call)))
    const answer = await send<T>({ ...call, ifMatch })
    if (!answer.ok) return { answer, count: index, changed, tags: known }
    if (answer.etag) {
      changed.push(index)
      known.set(resourceOf(call), answer.etag)
    }
    if (index === all.length - 1) return { answer, count: all.length, changed, tags: known }
  }
  throw new Error('There is nothing to send.')
}

/** The requests that take back what was changed, the last one first; each stands where what it takes back stood. */
export const against = (undo: Calls, { changed }: Pick<Sent<unknown>, 'changed'>): Call[] =>
  ([undo].flat() as Call[]).filter((_, index) => changed.includes(index)).reverse()
