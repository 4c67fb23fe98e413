import { Agent, request } from 'node:http'

export interface Answer<T> {
  status: number
  body: T
  /** When the answer began to arrive, by `performance.now()`. */
  at: number
}

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'

/** The REST API of one instance. */
export class Api {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 32 })

  constructor(readonly url: string) {}

  /** Makes a call, whatever its answer. */
  ask<T>(method: Method, path: string, token?: string, body?: object): Promise<Answer<T>> {
    const text = body && JSON.stringify(body)
    const headers = {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(text && {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(text),
      }),
    }
    return new Promise((done, fail) => {
      const sent = request(`${this.url}/api/${path}`, { agent: this.agent, method, headers })
      sent.on('error', fail).on('response', (response) => {
        const at = performance.now()
        const { statusCode: status = 0 } = response
        let answer = ''
        response.setEncoding('utf8').on('error', fail)
        response.on('data', (part: string) => {
          answer += part
        })
        response.on('end', () =>
          done({ status, at, body: answer ? JSON.parse(answer) : undefined }),
        )
      })
      sent.end(text)
    })
  }

  /** Makes a call and throws when its answer is no success. */
  async call<T>(method: Method, path: string, token?: string, body?: object): Promise<Answer<T>> {
    const answer = await this.ask<T>(method, path, token, body)
    if (answer.status < 300) return answer
    throw new Error(
      `${method} ${path} answered ${answer.status}: ${JSON.stringify(answer.body)?.slice(0, 500)}`,
    )
  }

  async signIn(email: string, password: string): Promise<string> {
    const { body } = await this.call<{ access: string }>('POST', 'auth/login/', undefined, {
      ...{ email, password },
    })
    return body.access
  }
}
