import type { z } from 'zod'
import type { Scope } from '@/lib/core/context'
import type { AppError } from '@/lib/core/errors'
import type { Attempt, Change, Step } from '@/lib/core/operation'
import { onlineAmong } from '@/lib/realtime/presence'
import { PERMISSIONS } from './catalog'
import { type Effect, effectsOf } from './effects'
import { LISTED, preview, type Reference } from './schema'
import { type Standings, standingsOf } from './standing'

type Preview = z.input<typeof preview>

/** Those whom the changes name as affected, as their events go out by the same list. */
function observe({ db, actor }: Scope, changes: readonly Change<unknown>[]): Promise<Standings> {
  const company = changes.find(({ affects }) => affects)?.company ?? actor.company_id
  const members = [...new Set(changes.flatMap(({ affects }) => affects ?? []))]
  return standingsOf(db, company, members)
}

const guardOf = ({ step, error }: { step: Step; error: AppError }): Preview['guards'][number] => ({
  code: error.code,
  message: error.message,
  missing_permission: error.details.missingPermission ?? null,
  role: typeof step.input.role_id === 'string' ? step.input.role_id : null,
})

function rolesBehind(unchanged: readonly Effect[]) {
  const counts = new Map<string, { role: Reference; people: number }>()
  for (const { keeps } of unchanged) {
    const roles = new Map(keeps.flatMap(({ through }) => through).map((role) => [role.id, role]))
    for (const role of roles.values()) {
      counts.set(role.id, { role, people: (counts.get(role.id)?.people ?? 0) + 1 })
    }
  }
  return [...counts.values()].sort((a, b) => b.people - a.people)
}

const tally = (effects: readonly Effect[]): Preview['permissions'] =>
  PERMISSIONS.map((permission) => ({
    permission,
    gained_by: effects.filter(({ gains }) => gains.includes(permission)).length,
    lost_by: effects.filter(({ loses }) => loses.includes(permission)).length,
  })).filter(({ gained_by, lost_by }) => gained_by + lost_by > 0)

const personal = (
  { id, name, maySignIn, gains, loses, keeps }: Effect,
  online: Set<string> | undefined,
) => {
  const is_online = online ? online.has(id) : null
  return { id, name, is_online, may_sign_in: maySignIn, gains, loses, keeps }
}

/** Who somebody is and what else they may do is for those who may see users; how many is not. */
async function answer({ actor, before, after, refusals }: Attempt<Standings>): Promise<Preview> {
  const effects = effectsOf(before, after)
  const affected = effects.filter(({ isAffected }) => isAffected)
  const unchanged = effects.filter(({ isAffected }) => !isAffected)
  const mayLook = actor.permissions.includes('VIEW_USERS')
  const online = mayLook ? await onlineAmong(effects.map(({ id }) => id)) : undefined
  return {
    allowed: refusals.length === 0,
    guards: refusals.map(guardOf),
    affected: affected.length,
    online: online ? affected.filter(({ id }) => online.has(id)).length : null,
    unchanged: {
      people: unchanged.length,
      through: mayLook ? rolesBehind(unchanged) : null,
    },
    permissions: tally(affected),
    people: mayLook ? effects.slice(0, LISTED).map((effect) => personal(effect, online)) : null,
  }
}

/** What every preview of a change of rights has in common: what it looks at, and what it tells. */
export const previewing = { output: preview, observe, answer }
