export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** A problem document (RFC 9457), or what stands for it when the server was not reached. */
export interface Problem {
  /** 0 when there was no answer. */
  status: number
  code: string
  detail: string
  errors?: Record<string, string[]>
  missing_permission?: string
  request_id?: string
}

export type Answer<T> =
  | { ok: true; body: T; etag: string | undefined }
  | { ok: false; problem: Problem }

/** A request to the REST API that can be made without further ado. */
export interface Call {
  method: Method
  path: string
  body?: object
  ifMatch?: string
}

/** Nothing waits for ever. */
const PATIENCE_MS = 30_000
const UNREACHED: Problem = { status: 0, code: 'unreached', detail: '' }

/** Asks the REST API as the person whom the browser's cookie names. Never throws. */
export async function send<T>({ method, path, body, ifMatch }: Call): Promise<Answer<T>> {
  try {
    const response = await fetch(path, {
      method,
      cache: 'no-store',
      signal: AbortSignal.timeout(PATIENCE_MS),
      // The API takes writes that a cookie authorises only as JSON, so that no form of another site can send them.
      ...(method !== 'GET' && { body: JSON.stringify(body ?? {}) }),
      headers: {
        ...(method !== 'GET' && { 'content-type': 'application/json' }),
        ...(ifMatch && { 'if-match': ifMatch }),
      },
    })
    const text = await response.text()
    const parsed: unknown = text === '' ? undefined : JSON.parse(text)
    // Safe because our own server answers as its document describes; what stands before it may say nothing.
    if (!response.ok) return { ok: false, problem: (parsed as Problem | undefined) ?? UNREACHED }
    return { ok: true, body: parsed as T, etag: response.headers.get('etag') ?? undefined }
  } catch {
    return { ok: false, problem: UNREACHED }
  }
}
