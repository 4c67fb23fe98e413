import { readdirSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { eq, sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { identities, users } from '@/db/schema'
import { createCompany, replaceCompany, updateCompany } from '@/lib/companies/commands'
import { getCompany } from '@/lib/companies/queries'
import { systemPool } from '@/lib/core/database'
import {
  entriesOf,
  makeAdministrator,
  makeCompany,
  makePerson,
  makeSuperuser,
  type Person,
  run,
} from '@/lib/testing/sandbox'
import { sendReset } from '@/lib/users/link-commands'
import { LOCALES, languageOf } from '@/messages/locales'
import { formatsOf } from './formats'
import { updateMe } from './profile-commands'
import { getMe } from './queries'
import { showReset } from './reset-commands'

let superuser: Person
let admin: Person

beforeAll(async () => {
  superuser = await makeSuperuser()
  admin = await makeAdministrator((await makeCompany()).id)
})

const formatsFor = async (person: Person) => (await run(getMe, person, {})).formats
const berlin = { time_zone: 'Europe/Berlin', locale: 'en-IE' } as const

describe('how times are written for somebody', () => {
  it('is as their company has it until they choose, and again when they give their choice back', async () => {
    const { id } = await makeCompany()
    const clerk = await makePerson(id)
    expect(await formatsFor(clerk)).toEqual({
      time_zone: 'UTC',
      locale: 'en-GB',
      date_style: 'medium',
    })
    await run(updateCompany, superuser, { id, ...berlin })
    expect(await formatsFor(clerk)).toEqual({ ...berlin, date_style: 'medium' })

    const own = { time_zone: 'Asia/Kolkata', locale: 'en-IN', date_style: 'iso' } as const
    const answer = await run(updateMe, clerk, own)
    expect(answer).toMatchObject({ preferences: own, formats: own })
    expect(await run(getMe, clerk, {})).toEqual(answer)
    const back = await run(updateMe, clerk, { time_zone: null, locale: '', date_style: null })
    expect(back).toMatchObject({
      default_formats: back.formats,
      preferences: { time_zone: null, locale: null, date_style: null },
      formats: { ...berlin, date_style: 'medium' },
    })
  })

  it('follows the person into every company they work for, and nobody else', async () => {
    const here = await makePerson(admin.company)
    const colleague = await makePerson(admin.company)
    const there = await makePerson((await makeCompany()).id)
    await systemPool().write(async ({ db }) => {
      const [same] = await db.select().from(users).where(eq(users.id, here.id))
      await db.update(users).set({ identityId: same!.identityId }).where(eq(users.id, there.id))
    })
    await run(updateMe, here, { time_zone: 'America/Lima' })
    expect(await formatsFor(there)).toMatchObject({ time_zone: 'America/Lima' })
    for (const other of [colleague, admin]) {
      expect(await formatsFor(other)).toMatchObject({ time_zone: 'UTC' })
    }
  })

  it('leaves an entry with what changed, and none where nothing did', async () => {
    const clerk = await makePerson(admin.company)
    await run(updateMe, clerk, { time_zone: 'Europe/Lisbon' })
    await run(updateMe, clerk, { time_zone: 'europe/lisbon' })
    await run(updateMe, clerk, {})
    expect(await entriesOf(clerk.id)).toMatchObject([
      {
        action: 'UPDATE',
        details: 'Changed how dates and times are written for them.',
        changes: { time_zone: { before: null, after: 'Europe/Lisbon' } },
      },
    ])
  })

  it('loses nothing of two changes at once', async () => {
    const clerk = await makePerson(admin.company)
    const changes = [
      { time_zone: 'Europe/Lisbon' },
      { locale: 'en-US' as const },
      { first_name: 'Ada' },
      { last_name: 'Lovelace' },
    ]
    const running = await systemPool().write(async ({ db }) => {
      // Both rows are held until all of them have read what is, and wait to write.
      await db.execute(sql`
        select from users u join identities i on i.id = u.identity_id where u.id = ${clerk.id}::uuid for update`)
      const running = changes.map((change) => run(updateMe, clerk, change))
      await sleep(300)
      return running
    })
    await Promise.all(running)
    const { user, preferences } = await run(getMe, clerk, {})
    expect(user).toMatchObject({ first_name: 'Ada', last_name: 'Lovelace' })
    expect(preferences).toMatchObject({ time_zone: 'Europe/Lisbon', locale: 'en-US' })
  })

  it('changes without an end to the link for a new password that somebody waits for', async () => {
    const clerk = await makePerson(admin.company)
    const { link } = await run(sendReset, admin, { id: clerk.id })
    await run(updateMe, clerk, { time_zone: 'Europe/Lisbon', first_name: 'Ada' })
    const token = new URL(link!).searchParams.get('token')!
    expect(await run(showReset, null, { token })).toMatchObject({ email: clerk.email })
    expect((await entriesOf(clerk.id)).at(-1)).toMatchObject({
      details: 'Changed their own name and how dates and times are written for them.',
    })
  })

  it.each([
    { time_zone: 'Mars/Olympus' },
    { time_zone: '+02:00' },
    { time_zone: 'EST5EDT; drop' },
    { locale: 'fr-FR' },
    { locale: 'en' },
    { date_style: 'roman' },
  ])('cannot be %o', async (wrong) => {
    // Safe because it is the refusal of such values that is tested.
    await expect(run(updateMe, admin, wrong as object)).rejects.toMatchObject({ kind: 'INVALID' })
    if (!('date_style' in wrong)) {
      const change = { id: admin.company, ...(wrong as object) }
      await expect(run(updateCompany, admin, change)).rejects.toMatchObject({ kind: 'INVALID' })
    }
  })

  it('falls back where a choice is not known any more', async () => {
    const clerk = await makePerson(admin.company)
    const gone = { timeZone: 'Atlantis/Port', locale: 'tlh-KX', dateStyle: 'runes' }
    await systemPool().write(async ({ db }) => {
      const [row] = await db.select().from(users).where(eq(users.id, clerk.id))
      await db.update(identities).set(gone).where(eq(identities.id, row!.identityId!))
    })
    const { preferences, formats } = await run(getMe, clerk, {})
    expect(formats).toEqual({ time_zone: 'UTC', locale: 'en-GB', date_style: 'medium' })
    expect(preferences).toMatchObject({ locale: null, date_style: null })
    const known = { time_zone: null, locale: null, date_style: null }
    expect(formatsOf(known, { time_zone: 'Nowhere', locale: 'xx' })).toEqual(formats)
  })

  it('can be in every language that has its texts, and in no other', () => {
    const languages = readdirSync('messages').flatMap(
      (name) => /^(.+)\.json$/.exec(name)?.[1] ?? [],
    )
    expect([...new Set(LOCALES.map(languageOf))].sort()).toEqual(languages.sort())
  })
})

describe('the formats of a company', () => {
  it('are chosen when it is made, kept by whoever knows nothing of them, and told by the trail', async () => {
    const name = `Formats ${admin.id}`
    const made = await run(createCompany, superuser, { name, ...berlin })
    expect(made).toMatchObject(berlin)
    expect(await run(replaceCompany, superuser, { id: made.id, name })).toMatchObject(berlin)
    await run(updateCompany, admin, { id: admin.company, locale: 'en-US' })
    const seen = await run(getCompany, admin, { id: admin.company })
    expect(seen).toMatchObject({ time_zone: 'UTC', locale: 'en-US' })
    expect((await entriesOf(admin.company)).at(-1)).toMatchObject({
      changes: { locale: { before: 'en-GB', after: 'en-US' } },
    })
  })
})
