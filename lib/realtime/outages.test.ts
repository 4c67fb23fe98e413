import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { getReadiness } from '@/lib/health/queries'
import { eventually } from '@/lib/testing/eventually'
import { makeAllDue, outboxRows, writeEvents, writeSessionEnd } from '@/lib/testing/outbox'
import { onStandIn, publishing, publishOnce, upTo } from '@/lib/testing/publishing'
import { run } from '@/lib/testing/sandbox'

const { pusher, owner } = onStandIn('outages')

describe('while Pusher fails, the publisher', () => {
  it('is content when a server cannot end connections, and tries again when it just fails', async () => {
    await writeSessionEnd(owner, 's-1')
    await writeEvents(owner, 9)
    pusher.behaviour = { terminating: 404 }
    expect(await publishOnce()).toMatchObject({ claimed: 10, failed: 0 })
    await writeSessionEnd(owner, 's-2')
    await writeEvents(owner, 9)
    pusher.behaviour = { terminating: 500 }
    expect(await publishOnce()).toMatchObject({ claimed: 10, failed: 1 })
    await makeAllDue()
    pusher.behaviour = 'ok'
    expect(await publishOnce()).toMatchObject({ claimed: 1, failed: 0 })
    expect(pusher.terminated).toEqual(['s-2'])
  })

  it.each([
    [500, 'status 500'],
    [429, 'status 429'],
    ['silent', 'within 3000 ms|\\(aborted\\)'],
  ] as const)(
    'delivers everything once Pusher is back that had answered %s',
    async (how, error) => {
      pusher.behaviour = how
      publishing()
      await writeEvents(owner, 30)
      const failed = async () => (await outboxRows()).filter((row) => row.attempts > 0)
      await eventually(async () => expect(await failed()).not.toHaveLength(0))
      expect((await failed())[0]).toMatchObject({ is_sent: false })
      expect((await failed())[0]!.last_error).toMatch(new RegExp(error))
      pusher.behaviour = 'ok'
      await eventually(() => expect(pusher.versions).toEqual(upTo(30)))
    },
    30_000,
  )

  it('does not let one refused event hold back the others', async () => {
    pusher.behaviour = { refuses: ({ data }) => JSON.parse(data).version === 7 }
    await writeEvents(owner, 12)
    expect(await publishOnce()).toMatchObject({ claimed: 12, failed: 1 })
    expect(pusher.versions).toEqual(upTo(12).filter((version) => version !== 7))
    expect(await outboxRows()).toContainEqual({
      attempts: 1,
      is_sent: false,
      last_error: 'Pusher answered with status 400.',
    })
  })

  it('tells of events that are stuck, in the log and to whoever asks for readiness', async () => {
    pusher.behaviour = 500
    const log = vi.spyOn(console, 'error').mockImplementation(() => {})
    onTestFinished(() => log.mockRestore())
    await writeEvents(owner, 2)
    for (const _ of upTo(6)) {
      await makeAllDue()
      await publishOnce()
    }
    expect(log).toHaveBeenCalledExactlyOnceWith(
      '2 events could not be sent 5 times and will be tried again: Pusher answered with status 500.',
    )
    const { checks } = await run(getReadiness, null, {})
    expect(checks.outbox).toMatchObject({ pending: 2, stuck: 2 })
  })

  it('says once that nothing can be sent, and tries for the last time when it is stopped', async () => {
    pusher.behaviour = 500
    const log = vi.spyOn(console, 'error').mockImplementation(() => {})
    onTestFinished(() => log.mockRestore())
    await writeEvents(owner, 500)
    const stop = publishing()
    const lines = () => log.mock.calls.map(([line]) => String(line))
    const waiting = /^Events cannot be sent and wait: Pusher answered with status 500/
    await eventually(() => expect(lines()).toContainEqual(expect.stringMatching(waiting)))
    expect(lines().filter((line) => waiting.test(line))).toHaveLength(1)
    pusher.behaviour = 'ok'
    await makeAllDue()
    await stop()
    expect(lines()).toContain('Events are sent again.')
    expect(pusher.versions).toEqual(upTo(500))
  }, 30_000)
})
