import { existsSync, readFileSync } from 'node:fs'
import postgres from 'postgres'
import { checkHead, type Head, readHead } from '@/lib/audit-logs/chain'
import { acceptHead } from '@/lib/audit-logs/resign'
import { companies, type Named } from '@/lib/audit-logs/trail'
import type { Verdict } from '@/lib/audit-logs/verdict'
import { verifyCompany } from '@/lib/audit-logs/verify'
import { assertMigrated, command, UsageError, withDatabase } from './command'

const REPORT_EVERY = 100_000

await command({
  name: 'audit:verify',
  help: 'Recomputes the hash chain of the audit trail and names the first entry that is not what was sealed. Keep its output elsewhere and give it to --head later: then not even a removed end goes unnoticed. Exit code 1 when something is wrong.',
  options: {
    company: { type: 'string', value: 'NAME|ID', help: 'only this company' },
    since: {
      type: 'string',
      value: 'DATE',
      help: 'only entries from this day or instant on (UTC)',
    },
    head: { type: 'string', value: 'FILE|TEXT', help: 'heads that were kept, in any text' },
    'accept-key': {
      type: 'boolean',
      help: 'goes on with the present key where the one of the newest head was lost',
    },
  },
  run: ({ company, since, head, 'accept-key': accept }) => {
    const from = since === undefined ? undefined : toInstant(since)
    return withDatabase('visit', async (url) => {
      await assertMigrated(url)
      const kept = head === undefined ? [] : await readKept(head)
      const verdicts = await verifyAll(url, { wanted: company, since: from, kept })
      const broken = verdicts.filter((verdict) => verdict.broken)
      const lost = broken.filter((verdict) => verdict.broken?.kind === 'lost key')
      if (accept) for (const verdict of lost) await acceptHead(verdict.company, verdict.token ?? '')
      const left = accept ? broken.length - lost.length : broken.length
      if (left > 0)
        throw new Error(`The audit trail is broken in ${left} of ${verdicts.length} companies.`)
    })
  },
})

function toInstant(text: string): string {
  const date = /^\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:\d\d))?$/.test(text)
    ? new Date(text)
    : undefined
  if (!date || Number.isNaN(date.getTime())) {
    throw new UsageError(
      '--since must be a day like 2026-01-31 or an instant like 2026-01-31T09:30:00Z.',
    )
  }
  return date.toISOString().replace('Z', '000Z')
}

/** The heads in a file, for example in what an earlier run printed, or in the text itself. */
async function readKept(source: string): Promise<Head[]> {
  const text = existsSync(source) ? readFileSync(source, 'utf8') : source
  const heads: Head[] = []
  for (const [token] of text.matchAll(/eyJ[\w-]+\.[\w-]+\.[\w-]+/g)) {
    const head = readHead(token)
    if (!head) continue
    if ((await checkHead(token)) === 'bad') {
      throw new Error(`A kept head of company ${head.company} carries a wrong signature.`)
    }
    heads.push(head)
  }
  if (heads.length === 0)
    throw new UsageError('--head names neither a file with heads nor is it one.')
  return heads
}

interface Scope {
  wanted?: string
  since?: string
  kept: Head[]
}

async function verifyAll(url: string, { wanted, since, kept }: Scope): Promise<Verdict[]> {
  const connection = postgres(url, { max: 1, onnotice: () => {}, connection: { TimeZone: 'UTC' } })
  const begun = performance.now()
  let rows = 0
  const onRows = (count: number) => {
    if (Math.floor((rows + count) / REPORT_EVERY) > Math.floor(rows / REPORT_EVERY)) {
      console.error(`… ${rows + count} entries`)
    }
    rows += count
  }
  try {
    const verdicts = await connection.begin(
      'isolation level repeatable read read only',
      async (sql) => {
        const found: Verdict[] = []
        for (const { id, name } of choose(await companies(sql), kept, wanted)) {
          const heads = kept.filter((head) => head.company === id)
          const verdict = await verifyCompany(sql, { company: id, since, kept: heads, onRows })
          show(name, verdict)
          found.push(verdict)
        }
        return found
      },
    )
    const seconds = (performance.now() - begun) / 1000
    console.log(
      `${rows} entries of ${verdicts.length} companies in ${seconds.toFixed(1)} s (${Math.round(rows / seconds)} a second)`,
    )
    return verdicts
  } finally {
    await connection.end({ timeout: 5 })
  }
}

/** Also companies of which only a kept head is left. */
function choose(known: Named[], kept: Head[], wanted: string | undefined): Named[] {
  const ids = new Set(known.map(({ id }) => id))
  const gone = [...new Set(kept.map(({ company }) => company))].filter((id) => !ids.has(id))
  const all = [...known, ...gone.map((id) => ({ id, name: 'a company that is gone' }))]
  if (wanted === undefined) return all
  const text = wanted.toLowerCase()
  const chosen = all.filter(({ id, name }) => id === text || name.toLowerCase() === text)
  if (chosen.length === 0) throw new Error(`No company with an audit trail is called ${wanted}.`)
  return chosen
}

function show(name: string, { company, sealed, awaiting, token, head, broken }: Verdict) {
  const state = broken ? 'BROKEN' : 'whole'
  console.log(`${name} (${company}): ${state}, ${sealed} sealed, ${awaiting} awaiting`)
  if (broken) {
    const { sequence, auditId, kind, explanation } = broken
    const place = [sequence && `entry ${sequence}`, auditId && `id ${auditId}`].filter(Boolean)
    console.log(`  ${kind}: ${place.join(', ')}: ${explanation}`)
  }
  if (head)
    console.log(`  head of entry ${head.sequence}, ${head.signedAt.toISOString()}: ${token}`)
}
