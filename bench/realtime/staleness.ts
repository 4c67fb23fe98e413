import { freePort } from '../ground'
import { printColumns } from '../table'
import { Api } from './api'
import { conclude } from './figures'
import { type Company, give, makeCompany, makePeople, makeRole, type Person, take } from './people'
import { onStage } from './stage'

/** Needs what the role gives, and costs little. */
const ASKED = 'roles/?page_size=1'

interface Plan {
  people: number
  times: number
}

interface Count {
  asked: number
  stale: number
}

interface Instance {
  name: string
  api: Api
  afterGiven: Count
  afterTaken: Count
}

interface Turn {
  company: Company
  person: Person
  role: string
}

/** Whether the very next request after a change is ever judged by the rights from before it. */
export const staleness = ({ people, times }: Plan) =>
  onStage(async (stage) => {
    const first = new Api((await stage.start()).url)
    const second = new Api((await stage.start({ PORT: String(await freePort()) })).url)
    const root = await stage.superuser(first)
    const turns = await Promise.all(Array.from({ length: people }, () => prepare(first, root)))
    const instances = [instance('the same instance', first), instance('another instance', second)]
    const begun = performance.now()
    let left = times
    const work = async (turn: Turn) => {
      while (left-- > 0) await giveAndTake(first, instances, turn)
    }
    await Promise.all(turns.map(work))
    const seconds = ((performance.now() - begun) / 1000).toFixed(0)
    console.log(`${times} times given and taken away by ${people} at once, in ${seconds} s.`)
    conclude(report(instances))
  })

const count = (): Count => ({ asked: 0, stale: 0 })

const instance = (name: string, api: Api): Instance => ({
  ...{ name, api, afterGiven: count(), afterTaken: count() },
})

async function prepare(api: Api, root: string): Promise<Turn> {
  const company = await makeCompany(api, root)
  const [person] = await makePeople(api, root, company.id, 1)
  return { company, person: person!, role: await makeRole(api, company, ['VIEW_ROLES']) }
}

/** The change goes to one instance, and both are asked the moment it has answered. */
async function giveAndTake(api: Api, instances: Instance[], { company, person, role }: Turn) {
  await give(api, company.admin.token, person, role)
  await Promise.all(instances.map(({ api, afterGiven }) => ask(api, person, 200, afterGiven)))
  await take(api, company.admin.token, person, role)
  await Promise.all(instances.map(({ api, afterTaken }) => ask(api, person, 403, afterTaken)))
}

async function ask(api: Api, { token }: Person, right: 200 | 403, count: Count) {
  const { status } = await api.ask('GET', ASKED, token)
  if (status !== 200 && status !== 403) throw new Error(`GET ${ASKED} answered ${status}.`)
  count.asked++
  if (status !== right) count.stale++
}

function report(instances: Instance[]): string[] {
  const lines = instances.flatMap(({ name, afterGiven, afterTaken }) => [
    { name: `given, then asked ${name}`, ...afterGiven },
    { name: `taken, then asked ${name}`, ...afterTaken },
  ])
  printColumns(
    ['', 'asked', 'stale'],
    lines.map(({ name, asked, stale }) => [name, String(asked), String(stale)]),
  )
  return lines
    .filter(({ stale }) => stale > 0)
    .map(({ name, stale }) => `${name}: ${stale} answers were stale.`)
}
