import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../ground'
import { printColumns } from '../table'
import { Api } from './api'
import { openPage } from './audience'
import { conclude } from './figures'
import { Gate } from './gate'
import { type Company, give, makeCompany, makePeople, makeRole, type Person, take } from './people'
import { onStage } from './stage'

const TARGET_MS = 2_000
/** pusher-js takes its time between attempts to connect. */
const PATIENCE_MS = 180_000

interface Plan {
  people: number
  seconds: number
}

/** What a page shows: the permissions of the person, or nothing yet. */
interface View {
  shown: string
  /** When it was connected last, by `performance.now()`. */
  connectedAt: number
  close(): void
}

interface Line {
  name: string
  /** Milliseconds from the end of the silence. */
  reconnected: number
  equal: number
  /** Milliseconds from the new connection, or from the end of the silence when the old one went on. */
  behind: number
}

/** Whether pages that lost their connection show what is true, soon after they have it again. */
export const silence = ({ people: count, seconds }: Plan) =>
  onStage(async (stage) => {
    const port = await freePort()
    const server = await stage.start({ PUBLIC_URL: `http://127.0.0.1:${port}` })
    const gate = await Gate.between(port, Number(new URL(server.url).port))
    try {
      const [near, through] = [new Api(server.url), new Api(`http://127.0.0.1:${port}`)]
      const root = await stage.superuser(near)
      const company = await makeCompany(near, root)
      const people = await makePeople(near, root, company.id, count)
      const roles = await Promise.all(
        [['VIEW_USERS'], ['VIEW_ROLES', 'VIEW_AUDIT_LOGS']].map((permissions) =>
          makeRole(near, company, permissions),
        ),
      )
      const views = await Promise.all(people.map((person) => openView(through, person)))
      await sleep(1_000)
      const scene = { gate, near, company, people, roles, views, seconds }
      const lines = [...(await lose(scene, 'cut')), ...(await lose(scene, 'fallSilent'))]
      for (const view of views) view.close()
      // For what they have asked last.
      await sleep(1_000)
      conclude(report(lines))
    } finally {
      gate.close()
    }
  })

/** Reads its own permissions when it begins to listen and whenever it is told that they changed. */
async function openView(api: Api, person: Person): Promise<View> {
  const { pusher, channel } = await openPage(api, person)
  const view: View = { shown: '', connectedAt: 0, close: () => pusher.disconnect() }
  const read = async () => {
    view.shown = await permissionsOf(api, person).catch(() => view.shown)
  }
  pusher.connection.bind('connected', () => {
    view.connectedAt = performance.now()
  })
  channel.bind('pusher:subscription_succeeded', read).bind('permissionUpdate', read)
  return view
}

async function permissionsOf(api: Api, { token }: Person): Promise<string> {
  const { body } = await api.call<{ permissions: string[] }>('GET', 'auth/me/', token)
  return body.permissions.join(' ')
}

interface Scene {
  gate: Gate
  near: Api
  company: Company
  people: Person[]
  roles: string[]
  views: View[]
  seconds: number
}

const LOSSES = { cut: 'connection cut', fallSilent: 'network silent' }

async function lose(scene: Scene, how: keyof typeof LOSSES): Promise<Line[]> {
  const { gate, near, people, views, seconds } = scene
  const stale = views.map(({ shown }) => shown)
  gate[how]()
  await Promise.all([sleep(seconds * 1000), changeSeveralTimes(scene, how)])
  if (views.some(({ shown }, index) => shown !== stale[index])) {
    throw new Error('A page learned of a change although it had no connection.')
  }
  const truths = await Promise.all(people.map((person) => permissionsOf(near, person)))
  if (truths.some((truth, index) => truth === stale[index])) {
    throw new Error('The changes have changed nothing.')
  }
  const openedAt = performance.now()
  gate.open()
  return Promise.all(
    views.map(async (view, index) => {
      const equalAt = await shownAt(view, truths[index]!)
      const backAt = Math.max(view.connectedAt, openedAt)
      return {
        name: `${LOSSES[how]} for ${seconds} s`,
        reconnected: backAt - openedAt,
        equal: equalAt - openedAt,
        behind: equalAt - backAt,
      }
    }),
  )
}

/** Six changes of each person's rights, spread over the silence; in the end they are others than before. */
async function changeSeveralTimes(
  { near, company, people, roles, seconds }: Scene,
  how: keyof typeof LOSSES,
) {
  const [one, other] = how === 'cut' ? [give, take] : [take, give]
  for (const act of [one, other, one]) {
    for (const role of roles) {
      await sleep((seconds * 1000) / 8)
      for (const person of people) await act(near, company.admin.token, person, role)
    }
  }
}

async function shownAt(view: View, truth: string): Promise<number> {
  const limit = performance.now() + PATIENCE_MS
  while (view.shown !== truth && performance.now() < limit) await sleep(2)
  return view.shown === truth ? performance.now() : Number.POSITIVE_INFINITY
}

function report(lines: Line[]): string[] {
  printColumns(
    ['', 'connected again ms', 'shows the truth ms', 'after connecting ms'],
    lines.map(({ name, ...each }) => [
      name,
      ...[each.reconnected, each.equal, each.behind].map((ms) => ms.toFixed(0)),
    ]),
  )
  const slow = lines.filter(({ behind }) => behind > TARGET_MS)
  return slow.map(({ name }) => `${name}: a page was wrong for more than ${TARGET_MS} ms.`)
}
