import type { createTranslator } from 'use-intl/core'
import { describePermission, isPermission } from '@/lib/permissions/catalog'
import type { AccessChange } from '@/lib/realtime/client/state'
import type { Messages } from '../i18n/messages'

type Live = ReturnType<typeof createTranslator<Messages, 'live'>>

/** Beyond as many the rest is only counted. */
const MOST_NAMED = 3

const all = new Intl.ListFormat('en')
const any = new Intl.ListFormat('en', { type: 'disjunction' })

function named(live: Live, codes: readonly string[], list: Intl.ListFormat): string {
  const sentences = codes.filter(isPermission).map((code) => {
    const description = describePermission(code)
    return description.charAt(0).toLowerCase() + description.slice(1)
  })
  const rest = sentences.length - MOST_NAMED
  if (rest <= 1) return list.format(sentences)
  return list.format([...sentences.slice(0, MOST_NAMED), live('rest', { count: rest })])
}

/** A sentence for what a person can do now, and what no longer. */
export function describeChange(live: Live, change: AccessChange): string {
  const gained = named(live, change.gained, all)
  const lost = named(live, change.lost, any)
  if (gained && lost) return live('changed', { gained, lost })
  return gained ? live('gained', { permissions: gained }) : live('lost', { permissions: lost })
}
