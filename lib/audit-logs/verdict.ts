import type { Head } from './chain'

/** The first thing that is wrong with a company's trail. */
export interface Break {
  /** Null for an entry that was never sealed. */
  sequence: number | null
  auditId: string | null
  kind: 'changed' | 'missing' | 'inserted' | 'hash' | 'signature' | 'lost key'
  explanation: string
}

export interface Verdict {
  company: string
  sealed: number
  awaiting: number
  /** The newest signed head, to be kept elsewhere. */
  token: string | null
  head: Head | null
  broken: Break | null
}

export const broken = (
  kind: Break['kind'],
  sequence: number | null,
  auditId: string | null,
  explanation: string,
): Break => ({ kind, sequence, auditId, explanation })
