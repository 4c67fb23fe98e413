import type { Person } from './person'

type Given = Pick<Person, 'id' | 'status'>

/** What is done to somebody's account and can be taken back: the request, its undo, and how they look then. */
export function actsOn({ id, status }: Given) {
  const path = `/api/users/${id}`
  const post = (act: 'lock' | 'unlock') => ({ method: 'POST', path: `${path}/${act}/` }) as const
  const toggle = (is_active: boolean) =>
    ({ method: 'PATCH', path: `${path}/`, body: { is_active } }) as const
  const before = { status: status === 'locked' ? ('locked' as const) : ('active' as const) }
  const shows = (now: 'active' | 'locked' | 'deactivated', then = before) => ({
    of: id,
    now: { status: now },
    before: then,
  })
  return {
    lock: { call: post('lock'), undo: post('unlock'), shows: shows('locked') },
    unlock: { call: post('unlock'), shows: shows('active') },
    deactivate: { call: toggle(false), undo: toggle(true), shows: shows('deactivated') },
    reactivate: {
      call: toggle(true),
      undo: toggle(false),
      shows: {
        of: id,
        now: { status: 'active' as const },
        before: { status: 'deactivated' as const },
      },
    },
  }
}
