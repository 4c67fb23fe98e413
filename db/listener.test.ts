import postgres from 'postgres'
import { afterAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { eventually } from '@/lib/testing/eventually'
import { Listener } from './listener'

const url = process.env.DATABASE_URL!
const sql = postgres(url, { max: 1 })
afterAll(() => sql.end())

function listen(name: string) {
  const heard: string[] = []
  const onListening = vi.fn()
  const listener = new Listener(url, ['realtime'], {
    name,
    onNotify: (payload) => heard.push(payload),
    onListening,
  })
  onTestFinished(() => listener.close())
  return { heard, onListening, listener }
}

const kill = (name: string) =>
  sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = ${name}`

describe('a listener', () => {
  it('hears what others notify, once it says that it listens', async () => {
    const { heard, onListening } = listen('listener hears')
    await eventually(() => expect(onListening).toHaveBeenCalledOnce())
    await sql`select pg_notify('realtime', 'listener one')`
    await eventually(() => expect(heard).toContain('listener one'))
  })

  it('listens again after its connection was ended, and tells of the gap', async () => {
    const { heard, onListening } = listen('listener broken')
    await eventually(() => expect(onListening).toHaveBeenCalledTimes(1))
    for (const round of [2, 3]) {
      await kill('listener broken')
      await eventually(() => expect(onListening).toHaveBeenCalledTimes(round))
      await sql`select pg_notify('realtime', ${`listener round ${round}`})`
      await eventually(() => expect(heard).toContain(`listener round ${round}`))
    }
  })

  it('ends when it is closed, and stays ended', async () => {
    const { heard, onListening, listener } = listen('listener closed')
    await eventually(() => expect(onListening).toHaveBeenCalledOnce())
    await listener.close()
    await sql`select pg_notify('realtime', 'listener late')`
    const connections = () =>
      sql`select 1 from pg_stat_activity where application_name = 'listener closed'`
    await eventually(async () => expect(await connections()).toHaveLength(0))
    expect(heard).not.toContain('listener late')
  })
})
