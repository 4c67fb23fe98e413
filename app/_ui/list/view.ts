import { redirect } from 'next/navigation'

export type SearchParams = Promise<Record<string, string | string[] | undefined>>

/** What a list shows, as its address says it. */
export interface ListView {
  q: string
  /** A column, with a minus in front for the other direction; undefined for the list's own order. */
  sort: string | undefined
  page: number
  size: number
  /** What else it is narrowed down to, by the names of the address. */
  filters: Readonly<Record<string, string>>
}

export const USUAL_SIZE = 50
const SIZES = [25, USUAL_SIZE, 100]
const LAST_PAGE = 1_000_000

/** One value of an address; what nobody can type, and the database refuses, counts as nothing. */
export function single(value: string | string[] | undefined): string {
  const text = [value].flat()[0] ?? ''
  return text.includes('\0') || !text.isWellFormed() ? '' : text
}

/** What an address says. Forms without JavaScript also send their empty fields, which lead on to where they are not. */
export async function readAddress(given: SearchParams) {
  // A name that every object has, such as toString, comes with what the object has by it.
  const all = Object.entries(await given).flatMap(([name, values]) =>
    [values].flat().flatMap((value) => (typeof value === 'string' ? [[name, value]] : [])),
  )
  const said = all.filter(([, value]) => value?.trim())
  if (said.length < all.length) redirect(`?${new URLSearchParams(said)}`)
  return given
}

/** Whatever an address says that makes no sense counts as not said; what filters say is judged by whoever names them. */
export async function readView(
  given: SearchParams,
  sorts: readonly string[],
  filters: readonly string[] = [],
): Promise<ListView> {
  const { q, sort, page, size, ...rest } = await readAddress(given)
  const said = filters.map((name) => [name, single(rest[name])] as const)
  const [number, asked] = [Number(single(page)), Number(single(size))]
  const isPage = Number.isInteger(number) && number >= 1 && number <= LAST_PAGE
  return {
    q: single(q).trim().slice(0, 200),
    sort: sorts.includes(single(sort).replace(/^-/, '')) ? single(sort) : undefined,
    page: isPage ? number : 1,
    size: SIZES.includes(asked) ? asked : USUAL_SIZE,
    filters: Object.fromEntries(said.filter(([, value]) => value)),
  }
}

/** The input of a list operation for a view; its types are checked where the operation parses it. */
export const inputOf = <Ordering extends string>({ q, sort, page, size }: ListView) => ({
  page,
  page_size: size,
  ...(q && { search: q }),
  // Safe because `readView` took it from the orderings of the very list.
  ...(sort && { ordering: sort as Ordering }),
})

/** The address of the same list in another view. */
export function addressOf(view: ListView, changes: Partial<ListView>): string {
  const { q, sort, page, size, filters } = { ...view, page: 1, ...changes }
  const parameters = new URLSearchParams(filters)
  if (q) parameters.set('q', q)
  if (sort) parameters.set('sort', sort)
  if (page > 1) parameters.set('page', String(page))
  if (size !== USUAL_SIZE) parameters.set('size', String(size))
  return `?${parameters}`
}
