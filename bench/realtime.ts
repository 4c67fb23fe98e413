import { parseArgs } from 'node:util'
import { kill } from './realtime/kill'
import { latency } from './realtime/latency'
import { pages } from './realtime/pages'
import { silence } from './realtime/silence'
import { sockets } from './realtime/sockets'
import { staleness } from './realtime/staleness'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    times: { type: 'string' },
    people: { type: 'string' },
    seconds: { type: 'string', default: '60' },
    sockets: { type: 'string', default: '5000' },
  },
})
const times = (usual: number) => Number(values.times ?? usual)
const people = (usual: number) => Number(values.people ?? usual)

const PROGRAMS: Record<string, () => Promise<void>> = {
  latency: () => latency({ people: people(200), times: times(30) }),
  staleness: () => staleness({ people: people(8), times: times(10_000) }),
  kill: () => kill(times(50)),
  silence: () => silence({ people: people(5), seconds: Number(values.seconds) }),
  pages: () => pages(times(30)),
  sockets: () => sockets(Number(values.sockets)),
}

const program = PROGRAMS[positionals[0] ?? '']
if (program) await program()
else {
  console.error(`Say which: npm run bench:realtime -- ${Object.keys(PROGRAMS).join(' | ')}`)
  process.exitCode = 1
}
