import { expect, it } from 'vitest'
import { readAddress } from './view'

/** As Next reads an address: into a plain object. */
function given(query: string) {
  const said: Record<string, string | string[] | undefined> = {}
  for (const [name, value] of new URLSearchParams(query)) {
    const before = said[name]
    said[name] = before === undefined ? value : [before, value].flat()
  }
  return Promise.resolve(said)
}

it('leaves an address as it is that says nothing empty, whatever its names', async () => {
  for (const query of ['', 'q=a', 'toString=x&q=a', 'role=a&role=b', '__proto__=&q=a']) {
    expect(await readAddress(given(query))).toEqual(await given(query))
  }
})

it('leads on from what is empty to all the rest of an address', async () => {
  const leadsTo = (query: string) =>
    expect.objectContaining({ digest: `NEXT_REDIRECT;replace;?${query};307;` })
  for (const [query, rest] of [
    ['q=&status=', ''],
    ['q=+&size=25', 'size=25'],
    ['constructor=&q=a%26b', 'q=a%26b'],
    ['role=a&q=&role=b', 'role=a&role=b'],
    ['toString=x&q=', 'toString=x'],
  ] as const) {
    await expect(readAddress(given(query)), query).rejects.toEqual(leadsTo(rest))
  }
})
