import type { IncomingMessage, ServerResponse } from 'node:http'
import { describeForLog, toAppError } from '@/lib/core/errors'
import type { Bus } from './bus'
import type { Census } from './census'
import { assertBody, assertSigned, HttpError, parseQuery, unescaped } from './http-auth'
import { parseBatch, parseEvent, type Trigger } from './http-events'
import type { Limits } from './limits'
import { isChannel, isPresence } from './protocol'
import type { App } from './signatures'

interface Call {
  /** What the route's pattern captured. */
  name: string
  query: Map<string, string>
  body: Buffer
}

interface Route {
  method: 'GET' | 'POST'
  path: RegExp
  answer(call: Call): Promise<object>
}

const infoOf = (text: string | undefined) => text?.split(',').map((name) => name.trim()) ?? []

/** Pusher's HTTP API: events, channels and the end of a user's connections. */
export class HttpApi {
  private readonly routes: Route[] = [
    { method: 'POST', path: /^\/events$/, answer: (call) => this.trigger(call) },
    { method: 'POST', path: /^\/batch_events$/, answer: (call) => this.triggerBatch(call) },
    { method: 'GET', path: /^\/channels$/, answer: (call) => this.listChannels(call) },
    { method: 'GET', path: /^\/channels\/([^/]+)$/, answer: (call) => this.getChannel(call) },
    { method: 'GET', path: /^\/channels\/([^/]+)\/users$/, answer: () => this.listUsers() },
    {
      method: 'POST',
      path: /^\/users\/(.+)\/terminate_connections$/,
      answer: (call) => this.terminate(call),
    },
  ]

  constructor(
    private readonly app: App,
    private readonly limits: Limits,
    private readonly bus: Bus,
    private readonly census: Census,
    private readonly log: (line: string) => void,
  ) {}

  async handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
    try {
      send(res, 200, await this.call(req))
    } catch (error) {
      if (error instanceof HttpError) {
        return send(res, error.status, { error: error.message }, error.headers)
      }
      const { status, message } = toAppError(error)
      if (status === 503) return send(res, 503, { error: message }, { 'retry-after': '2' })
      if (!req.destroyed || req.complete) {
        this.log(`A request to the realtime server failed: ${describeForLog(error)}`)
      }
      send(res, 500, { error: message })
    }
  }

  private async call(req: IncomingMessage): Promise<object> {
    const [path, text = ''] = req.url!.split('?', 2)
    const [, appId, rest] = /^\/apps\/([^/]*)(.*)$/s.exec(unescaped(path!))!
    if (appId !== this.app.appId) throw new HttpError(404, 'There is no such app.')
    const query = parseQuery(text)
    // Before the body is read, so that nobody else can make the server hold one.
    assertSigned(this.app, { method: req.method!, path: path!, query })
    const routes = this.routes.filter((route) => route.path.test(rest!))
    if (routes.length === 0) throw new HttpError(404, 'There is no such resource.')
    const route = routes.find(({ method }) => method === req.method)
    if (!route) {
      throw new HttpError(405, 'The resource does not have this method.', {
        allow: routes.map(({ method }) => method).join(', '),
      })
    }
    const body = await read(req, this.limits.bodyBytes)
    assertBody(body, query)
    return route.answer({ name: route.path.exec(rest!)![1] ?? '', query, body })
  }

  private async trigger({ body }: Call): Promise<object> {
    const trigger = parseEvent(this.app.appId, body, this.limits)
    const counts = await this.send(trigger)
    if (!counts) return {}
    return {
      channels: Object.fromEntries(trigger.channels.map((name, at) => [name, counts[at]])),
    }
  }

  private async triggerBatch({ body }: Call): Promise<object> {
    const counts = await this.send(parseBatch(this.app.appId, body, this.limits))
    return counts ? { batch: counts } : {}
  }

  /** What was asked about each channel, or nothing when nothing was asked. */
  private async send({ messages, channels, info }: Trigger): Promise<object[] | undefined> {
    await this.bus.send(messages)
    if (info.every((text) => text === undefined)) return undefined
    const wanted = channels.map((_, at) => infoOf(info[at]).includes('subscription_count'))
    const asked = channels.filter((_, at) => wanted[at])
    const counts = asked.length > 0 ? await this.census.count({ channels: asked }) : new Map()
    return channels.map((name, at) =>
      wanted[at] ? { subscription_count: counts.get(name) ?? 0 } : {},
    )
  }

  private async listChannels({ query }: Call): Promise<object> {
    const prefix = query.get('filter_by_prefix') ?? ''
    const info = assertInfo(query, prefix)
    const counts = await this.census.count({ prefix })
    const channels = [...counts].map(([name, count]) => [name, attributes(info, count)])
    return { channels: Object.fromEntries(channels) }
  }

  private async getChannel({ name, query }: Call): Promise<object> {
    if (!isChannel(name)) throw new HttpError(400, 'This is no name of a channel.')
    const info = assertInfo(query, name)
    const counts = await this.census.count({ channels: [name] })
    const count = counts.get(name) ?? 0
    return { occupied: count > 0, ...attributes(info, count) }
  }

  private async listUsers(): Promise<never> {
    throw new HttpError(400, 'Only presence channels have users, and this server offers none.')
  }

  private async terminate({ name }: Call): Promise<object> {
    await this.bus.send([{ kind: 'terminate', app: this.app.appId, user: name }])
    return {}
  }
}

function assertInfo(query: Map<string, string>, channels: string): string[] {
  const info = infoOf(query.get('info'))
  for (const attribute of info) {
    if (attribute === 'subscription_count') continue
    if (attribute === 'user_count' && isPresence(channels)) continue
    throw new HttpError(400, `The attribute ${attribute} is not available for these channels.`)
  }
  return info
}

const attributes = (info: string[], count: number) => ({
  ...(info.includes('subscription_count') && { subscription_count: count }),
  ...(info.includes('user_count') && { user_count: 0 }),
})

/** What is too much is still taken in, but not kept, so that the answer and the next request get through. */
function read(req: IncomingMessage, most: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let length = 0
    req.on('data', (chunk: Buffer) => {
      length += chunk.length
      if (length <= most) chunks.push(chunk)
      else reject(new HttpError(413, `The body may have ${most} bytes.`))
    })
    req.on('end', () => resolve(Buffer.concat(chunks)))
    req.on('error', reject)
  })
}

function send(res: ServerResponse, status: number, body: object, headers = {}) {
  if (res.destroyed) return
  const text = JSON.stringify(body)
  res.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    ...headers,
  })
  res.end(text)
}
