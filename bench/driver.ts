import { Agent, request } from 'node:http'

export interface Call {
  method: string
  path: string
  headers?: Record<string, string>
  body?: string
}

export interface Job {
  url: string
  /** Sent in turn, again and again. */
  calls: Call[]
  connections: number
  seconds: number
  /** No more requests than this, so that a run ends in bounded work too. */
  most: number
}

export interface Result {
  requests: number
  failures: number
  seconds: number
  /** Milliseconds, the fastest first. */
  latencies: number[]
}

/** Sends one call and reads the whole answer. */
function send(agent: Agent, url: string, { method, path, headers, body }: Call): Promise<number> {
  return new Promise((done, fail) => {
    const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }
    const sent = request(`${url}${path}`, { agent, method, headers: { ...headers, ...length } })
    sent.on('error', fail)
    sent.on('response', (response) => {
      response.on('error', fail)
      response.on('end', () => done(response.statusCode ?? 0))
      response.resume()
    })
    sent.end(body)
  })
}

async function drive({ url, calls, connections, seconds, most }: Job): Promise<Result> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const latencies: number[] = []
  const begun = performance.now()
  const until = begun + seconds * 1000
  let started = 0
  let failures = 0
  async function connection() {
    while (performance.now() < until && started < most) {
      const call = calls[started++ % calls.length]!
      const from = performance.now()
      const status = await send(agent, url, call)
      latencies.push(performance.now() - from)
      if (status !== 200) failures++
    }
  }
  await Promise.all(Array.from({ length: connections }, connection))
  const took = (performance.now() - begun) / 1000
  agent.destroy()
  return {
    requests: latencies.length,
    failures,
    seconds: took,
    latencies: latencies.sort((a, b) => a - b),
  }
}

// A process of its own, so that its work does not count as the server's.
process.on('message', async (job: Job) => {
  try {
    process.send?.(await drive(job))
  } catch (error) {
    console.error(error)
    process.exit(1)
  }
})
