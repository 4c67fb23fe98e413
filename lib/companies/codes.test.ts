import { beforeAll, describe, expect, it } from 'vitest'
import { makeSuperuser, type Person, run } from '@/lib/testing/sandbox'
import { createCompany, deleteCompany, updateCompany } from './commands'
import { listCompanies } from './queries'

let superuser: Person
beforeAll(async () => {
  superuser = await makeSuperuser()
})

const make = (name: string, code?: string) => run(createCompany, superuser, { name, code })

describe("a company's code", () => {
  it('follows from its name, and is free', async () => {
    const tail = Date.now().toString(36)
    const names = [`Élan & Söhne ${tail}`, `elan sohne ${tail}`, `ELAN-SOHNE: ${tail}`]
    const codes: string[] = []
    for (const name of names) codes.push((await make(name)).code)
    const first = `elan-sohne-${tail}`
    expect(codes).toEqual([first, `${first}-2`, `${first}-3`])
    expect((await make(`東京 ${'⌂'.repeat(3)} ${tail}!`)).code).toBe(tail)
    expect(
      (await make(`東京${tail.replaceAll(/[a-z0-9]/g, '株')}${superuser.id.slice(-4)}`)).code,
    ).toMatch(/./)
  })

  it('can be chosen and changed, but not to one that somebody has', async () => {
    const code = `chosen-${superuser.id}`
    const made = await make(`Chosen ${superuser.id}`, code.toUpperCase())
    expect(made.code).toBe(code)
    const taken = expect.objectContaining({ code: 'companies_code_taken' })
    await expect(make(`Other ${superuser.id}`, code)).rejects.toEqual(taken)
    const other = await make(`Other ${superuser.id}`)
    await expect(run(updateCompany, superuser, { id: other.id, code })).rejects.toEqual(taken)
    await run(deleteCompany, superuser, { id: made.id })
    expect(await run(updateCompany, superuser, { id: other.id, code })).toMatchObject({ code })
    const { rows } = await run(listCompanies, superuser, { code })
    expect(rows.map(({ id }) => id)).toEqual([other.id])
  })

  it.each(['-a', 'a-', 'a--b', 'ä', 'a b', 'a/b', '', 'x'.repeat(51)])(
    'is not %o',
    async (code) => {
      await expect(make(`Refused ${code}`, code)).rejects.toMatchObject({ kind: 'INVALID' })
    },
  )
})
