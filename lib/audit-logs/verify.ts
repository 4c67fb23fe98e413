import type postgres from 'postgres'
import { checkHead, GENESIS, type Head, isSame, link, readHead, type SealedRow } from './chain'
import * as trail from './trail'
import { type Break, broken, type Verdict } from './verdict'

type Sql = postgres.TransactionSql

export interface Question {
  company: string
  /** Only entries from this instant on, as text in UTC to the microsecond. */
  since?: string
  /** Heads of this company that were kept elsewhere. */
  kept?: Head[]
  onRows?: (count: number) => void
}

interface Chain {
  sql: Sql
  question: Question
  newest: trail.StoredHead | null
  /** Every head must be checked once the newest is not to be trusted, to find the first that is not. */
  checkEach: boolean
  at: { sequence: number; hash: Uint8Array }
  /** How far the last head that agreed with the chain reached. */
  agreed: number
  since: number
}

/** Recomputes a company's chain from its entries and compares it with seals, signatures and kept heads. */
export async function verifyCompany(sql: Sql, question: Question): Promise<Verdict> {
  const { company, since } = question
  const newest = await trail.newestHead(sql, company)
  const counts = await trail.counts(sql, company, since)
  const standing = newest ? await checkHead(newest.token) : 'good'
  const at = await trail.startOf(sql, question, GENESIS)
  const chain: Chain = {
    ...{ sql, question, newest, at, agreed: at.sequence, since: 0 },
    checkEach: standing !== 'good',
  }
  const found =
    (await followChain(chain)) ??
    (await endOfChain(chain)) ??
    (await outsideOfChain(chain, counts)) ??
    (standing === 'unknown key' ? lostKey(chain) : null)
  const { awaiting, sealed } = counts
  const [token, head] = newest ? [newest.token, readHead(newest.token)] : [null, null]
  return { company, sealed, awaiting, token, head, broken: found }
}

async function followChain(chain: Chain): Promise<Break | null> {
  const { sql, question } = chain
  const load = () => trail.page(sql, question.company, chain.at.sequence)
  let { seals, heads } = await load()
  while (seals.length > 0) {
    const next = trail.page(sql, question.company, Number(seals.at(-1)!.sequence))
    next.catch(() => {})
    for (const seal of seals) {
      const found = (await checkSeal(chain, seal)) ?? (await checkHeads(chain, seal, heads))
      if (found) return found
    }
    question.onRows?.(seals.length)
    ;({ seals, heads } = await next)
  }
  return null
}

async function checkSeal(chain: Chain, seal: trail.Seal): Promise<Break | null> {
  const { at, question } = chain
  const sequence = at.sequence + 1
  if (Number(seal.sequence) !== sequence) {
    return broken('missing', sequence, null, 'its seal was removed')
  }
  if (seal.id === null) return explainAbsence(chain, seal)
  // Safe because the row was found, so that its columns are what the trail holds.
  const row = seal as SealedRow
  const hash = link(at.hash, row)
  if (!isSame(hash, seal.hash)) return explainHash(chain, seal, hash)
  chain.at = { sequence, hash }
  if (question.since && row.timestamp! >= question.since) chain.since++
  return null
}

async function explainAbsence({ sql, question, at }: Chain, { audit_id }: trail.Seal) {
  const moved = await trail.hasEntry(sql, question.company, audit_id)
  return moved
    ? broken('changed', at.sequence + 1, audit_id, 'its time is not the one that was sealed')
    : broken('missing', at.sequence + 1, audit_id, 'the entry was removed after it was sealed')
}

/** Tells a changed entry from a changed seal by what the seal after it, or the signature, goes on from. */
async function explainHash(
  { sql, question, at, newest }: Chain,
  seal: trail.Seal,
  hash: Uint8Array,
) {
  const sequence = at.sequence + 1
  const after = (await trail.page(sql, question.company, sequence, 1)).seals[0]
  const head = newest && readHead(newest.token)
  const wasSealed =
    after?.id != null
      ? isSame(link(hash, after as SealedRow), after.hash)
      : head?.sequence === sequence && isSame(head.hash, hash)
  return wasSealed
    ? broken(
        'hash',
        sequence,
        seal.audit_id,
        'the entry is as it was sealed, but its seal was changed',
      )
    : broken('changed', sequence, seal.audit_id, 'the entry is not the one that was sealed')
}

async function checkHeads(chain: Chain, seal: trail.Seal, heads: trail.StoredHead[]) {
  const { at, question } = chain
  const from = chain.agreed + 1
  const where =
    from === at.sequence ? `entry ${from}` : `one of the entries ${from} to ${at.sequence}`
  const isKept = question.kept?.find(({ sequence }) => sequence === at.sequence)
  if (isKept && !isSame(isKept.hash, at.hash)) {
    return broken('hash', from, seal.audit_id, `${where} is not what the kept head says`)
  }
  for (const { sequence, token } of heads) {
    if (Number(sequence) !== at.sequence) continue
    const head = readHead(token)
    const isOurs = head?.company === question.company && head.sequence === at.sequence
    if (!isOurs || (chain.checkEach && (await checkHead(token)) === 'bad')) {
      return broken(
        'signature',
        from,
        seal.audit_id,
        `the signature that covers ${where} is forged`,
      )
    }
    if (!isSame(head.hash, at.hash)) {
      return broken('signature', from, seal.audit_id, `${where} was sealed anew without the key`)
    }
    chain.agreed = at.sequence
  }
  return null
}

async function endOfChain({ at, agreed, newest, question }: Chain): Promise<Break | null> {
  const next = at.sequence + 1
  const signed = Number(newest?.sequence ?? 0)
  const kept = Math.max(0, ...(question.kept ?? []).map(({ sequence }) => sequence))
  if (Math.max(signed, kept) > at.sequence) {
    const by = kept > signed ? 'the kept head' : 'the signed head'
    return broken(
      'missing',
      next,
      null,
      `the trail ends here, but ${by} reaches entry ${Math.max(signed, kept)}`,
    )
  }
  if (agreed === at.sequence) return null
  return broken('signature', agreed + 1, null, 'from here on the seals are not signed')
}

/** Entries that no seal vouches for and that do not await one. */
async function outsideOfChain({ sql, question, at, since }: Chain, counts: trail.Counts) {
  const { company } = question
  if (counts.lost) {
    return broken('missing', null, counts.lost, 'the entry was removed before it was sealed')
  }
  const covered = (question.since ? since : at.sequence) + counts.awaiting
  if (covered === counts.entries) return null
  const stranger = await trail.stranger(sql, company, question.since)
  if (!stranger) return null
  return broken(
    'inserted',
    null,
    stranger.id,
    `the entry of ${stranger.timestamp} is neither sealed nor awaiting its seal: it was put in, or its seal was removed`,
  )
}

const lostKey = ({ newest }: Chain) =>
  broken(
    'lost key',
    Number(newest?.sequence),
    null,
    `all agrees, but the newest head names key ${newest?.kid}, which the key ring does not hold: the key was lost, or all was sealed anew with another`,
  )
