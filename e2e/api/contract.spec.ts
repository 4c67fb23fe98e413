import { checkAnswer, type Received } from '../contract'
import { expect, sandbox, test } from '../fixtures'

/** The check of the answers must itself be able to fail. */
const own = sandbox()

test('an answer that the document does not describe is refused', async () => {
  const path = `/api/roles/${own.admin.role}/`
  const { status, headers, text } = await own.admin.fetch('GET', path)
  const answer: Received = { method: 'GET', path, status, headers, text }
  const role = JSON.parse(text) as object
  const without = new Headers(headers)
  without.delete('etag')
  const wrong: [Partial<Received>, RegExp][] = [
    [{ text: JSON.stringify({ ...role, secret: 'x' }) }, /additional properties/],
    [{ text: JSON.stringify({ ...role, name: 7 }) }, /name must be string/],
    [{ text: '{}' }, /required property/],
    [{ status: 201 }, /status is not documented/],
    [{ status: 500 }, /status is not documented/],
    [{ headers: without }, /Headers are missing: ETag/],
    [
      { headers: new Headers({ ...Object.fromEntries(headers), 'content-type': 'text/html' }) },
      /media type/,
    ],
    [{ path: '/api/nowhere/' }, /no documented operation/],
    [{ method: 'POST' }, /no documented operation/],
  ]
  expect(() => checkAnswer(answer)).not.toThrow()
  for (const [change, message] of wrong) {
    expect(() => checkAnswer({ ...answer, ...change })).toThrow(message)
  }
})
