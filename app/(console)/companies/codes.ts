const LONGEST = 40
const MOST_TRIED = 9

/** The ids of the companies that have a code. */
type Ask = (code: string) => Promise<string[]>

/** A code that follows from a name, as the database would make it. */
export function slugOf(name: string): string {
  const plain = name.normalize('NFKD').replaceAll(/[\u0300-\u036f]/g, '')
  const slug = plain.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')
  return slug.slice(0, LONGEST).replaceAll(/^-+|-+$/g, '')
}

export const isTaken = async (code: string, ask: Ask, own?: string) =>
  (await ask(code)).some((id) => id !== own)

/** The code itself, or with the first number that makes it free; undefined where none of a few does. */
export async function freeCode(code: string, ask: Ask): Promise<string | undefined> {
  for (let number = 1; number <= MOST_TRIED; number++) {
    const tried = number === 1 ? code : `${code}-${number}`
    if (!(await isTaken(tried, ask))) return tried
  }
  return undefined
}
