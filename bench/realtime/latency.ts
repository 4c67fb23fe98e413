import { setTimeout as sleep } from 'node:timers/promises'
import { printColumns } from '../table'
import { Api } from './api'
import { Audience } from './audience'
import { Causes } from './causes'
import { conclude, p95, SPREAD, spreadCells } from './figures'
import { forEach, give, makeCompany, makePeople, makeRole } from './people'
import { onStage } from './stage'
import { Tallies, type Tally } from './tally'

const TARGET_MS = 50
/** After the last change, for events that nobody should have sent. */
const SILENCE_MS = 3_000

interface Plan {
  people: number
  times: number
}

/** From the answer of every kind of change to its event in the hands of everybody whom it concerns. */
export const latency = ({ people: count, times }: Plan) =>
  onStage(async (stage) => {
    const server = await stage.start()
    const api = new Api(server.url)
    const root = await stage.superuser(api)
    const [company, elsewhere] = [await makeCompany(api, root), await makeCompany(api, root)]
    console.log(`Signing in ${count} people …`)
    const people = await makePeople(api, root, company.id, count)
    const everybodys = await makeRole(api, company, ['VIEW_ROLES'])
    await forEach(people, (person) => give(api, company.admin.token, person, everybodys))
    const audience = new Audience(api)
    await audience.add([...people, company.admin, elsewhere.admin])
    const tallies = new Tallies(audience)
    const extra = await makeRole(api, company, ['VIEW_USERS'])
    const at = { api, root, company, elsewhere: elsewhere.id, people, everybodys, extra }
    await new Causes(at, tallies).all(times)
    await sleep(SILENCE_MS)
    tallies.finish()
    audience.leave()
    const listening = people.length + 2
    console.log(`${listening} people listened, each with a connection of pusher-js.`)
    conclude(report(tallies.byCause))
  })

function report(byCause: Map<string, Tally>): string[] {
  const all = [...byCause].map(([cause, tally]) => [cause, tally] as const)
  printColumns(
    ['', 'changes', 'events', ...SPREAD, 'missed', 'misled', 'twice'],
    all.map(([cause, { changes, events, latencies, missed, misled, twice }]) => [
      ...[cause, String(changes), String(events), ...spreadCells(latencies)],
      ...[missed, misled, twice].map(String),
    ]),
  )
  return all.flatMap(([cause, { latencies, missed, misled }]) => [
    ...(missed > 0 ? [`${cause}: ${missed} events did not arrive.`] : []),
    ...(misled > 0 ? [`${cause}: ${misled} events arrived where nothing had changed.`] : []),
    ...(p95(latencies) >= TARGET_MS ? [`${cause}: the p95 is not below ${TARGET_MS} ms.`] : []),
  ])
}
