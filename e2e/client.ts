import { checkAnswer, type Method } from './contract'
import type { Credentials } from './server'

export interface Answer<T> {
  status: number
  headers: Headers
  body: T
  text: string
}

export type Json = Record<string, unknown>

interface Options {
  /** An object is sent as JSON, text and bytes as they are. */
  body?: object | string | Uint8Array<ArrayBuffer>
  headers?: Record<string, string>
}

/** A caller of the API. Every answer is checked against the API's document before a test sees it. */
export class Api {
  constructor(
    readonly url: string,
    readonly token?: string,
  ) {}

  /** The answer as it came, for what the document does not describe. */
  async fetch(method: Method, path: string, { body, headers = {} }: Options = {}) {
    const isJson = typeof body === 'object' && !(body instanceof Uint8Array)
    const response = await fetch(this.url + path, {
      method,
      redirect: 'manual',
      body: isJson ? JSON.stringify(body) : body,
      headers: {
        ...(isJson && { 'content-type': 'application/json' }),
        ...(this.token && { authorization: `Bearer ${this.token}` }),
        ...headers,
      },
    })
    return { status: response.status, headers: response.headers, text: await response.text() }
  }

  async send<T = Json>(method: Method, path: string, options?: Options): Promise<Answer<T>> {
    const answer = await this.fetch(method, path, options)
    // Safe because the document, which the answer was checked against, is made from the same schemas.
    return { ...answer, body: checkAnswer({ method, path, ...answer }) as T }
  }

  get = <T = Json>(path: string, headers?: Record<string, string>) =>
    this.send<T>('GET', path, { headers })
  post = <T = Json>(path: string, body: object = {}, headers?: Record<string, string>) =>
    this.send<T>('POST', path, { body, headers })
  put = <T = Json>(path: string, body: object, headers?: Record<string, string>) =>
    this.send<T>('PUT', path, { body, headers })
  patch = <T = Json>(path: string, body: object, headers?: Record<string, string>) =>
    this.send<T>('PATCH', path, { body, headers })
  delete = <T = Json>(path: string, body?: object, headers?: Record<string, string>) =>
    this.send<T>('DELETE', path, { body, headers })

  /** The same caller with another token. */
  as = (token: string) => new Api(this.url, token)

  async signIn({ email, password }: Credentials): Promise<SignedIn> {
    const answer = await new Api(this.url).post<Tokens>('/api/auth/login/', { email, password })
    if (answer.status !== 200) throw new Error(`${email} could not sign in: ${answer.text}`)
    return Object.assign(this.as(answer.body.access), answer.body)
  }
}

export interface Named {
  id: string
  name: string
}

export interface Tokens {
  access: string
  refresh: string
  permissions: string[]
  user: { id: string; username: string; email: string; company: string | null; roles: Named[] }
}

export type SignedIn = Api & Tokens

/** The body of an answer that must be a success. */
export async function expectOk<T>(answering: Promise<Answer<T>>): Promise<T> {
  const { status, text, body } = await answering
  if (status >= 300) throw new Error(`Expected a success, got ${status} ${text}`)
  return body
}
