import { send } from '../api/send'

/** A row that has changed, as the list of the API has it. */
export interface Changed {
  id: string
  updated_at: string
}

interface Entry {
  user_id: string | null
  user_name: string
  resource_id: string | null
  timestamp: string
}

interface Said {
  text: string
  /** The same where there is little room. */
  lines: readonly string[]
}

interface Asked {
  rows: readonly Changed[]
  /** The entries among which theirs are, with a `?`; nothing for whoever may not read the trail. */
  trail: string | undefined
  /** Whoever looks, who knows what they have done themselves. */
  me: string
  /** Tells when something was changed, and by whom where that is known. */
  say: (at: string, name: string | undefined) => Said
}

const TINTED_MS = 2_000
/** As long as it takes to read, and the time that it tells stays true. */
const TOLD_MS = 30_000
const MOST = 200

async function readEntries(trail: string, rows: readonly Changed[]) {
  const [since = ''] = rows.map(({ updated_at }) => updated_at).sort()
  const query = new URLSearchParams({
    outcome: 'success',
    exclude_action: 'LOGIN,LOGOUT',
    start_date: since,
    page_size: `${MOST}`,
  })
  const answer = await send<Entry[]>({ method: 'GET', path: `${trail}&${query}` })
  return answer.ok ? answer.body : []
}

/**
 * The entry of what changed a row, which has the same time: the one about it, or that of something else that was
 * changed along with it. Others about the row, as of its ended sessions, changed nothing that the list shows.
 */
export function entryOf<Of extends Entry>({ id, updated_at }: Changed, entries: readonly Of[]) {
  const then = entries.filter(({ timestamp }) => timestamp.slice(0, 23) === updated_at.slice(0, 23))
  return then.find(({ resource_id }) => resource_id === id) ?? then[0]
}

function show(row: HTMLElement, { text, lines }: Said) {
  row.toggleAttribute('data-changed', true)
  setTimeout(() => row.removeAttribute('data-changed'), TINTED_MS)
  const cell = row.querySelector<HTMLElement>('[data-tells]')
  if (!cell) return
  cell.dataset.tells = lines.join('\n')
  cell.title = text
  setTimeout(() => {
    cell.dataset.tells = ''
    cell.removeAttribute('title')
  }, TOLD_MS)
}

/** Finds out who has changed rows; what it answers tells that in those that are shown. */
export async function prepareChanges({ rows, trail, me, say }: Asked) {
  const entries = trail ? await readEntries(trail, rows) : []
  return () => {
    for (const changed of rows) {
      const row = document.querySelector<HTMLElement>(`tr[data-row="${changed.id}"]`)
      const entry = entryOf(changed, entries)
      if (!row || entry?.user_id === me) continue
      show(row, say(changed.updated_at, entry?.user_name || undefined))
    }
  }
}
