import type { Metadata } from 'next'

export const metadata: Metadata = { title: 'Sign in' }

/** What a failed attempt means; the reason comes back in the address, so that it works without JavaScript. */
function explain(error: string) {
  const [code, seconds] = error.split('.')
  if (code === 'locked' || code === 'rate_limited') {
    return `Too many attempts. Try again in ${Math.ceil(Number(seconds ?? 60) / 60)} minutes.`
  }
  if (code === 'unavailable') return 'The service is busy. Try again in a moment.'
  return 'Wrong email or password.'
}

const FIELD =
  'h-10 w-full rounded-md border border-field-border bg-surface px-3 outline-offset-2 focus:outline-2 focus:outline-accent'

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function LoginPage({ searchParams }: Props) {
  const given = await searchParams
  const [error, next] = [given.error, given.next].map((value) => [value].flat()[0])
  return (
    <main id="main" className="mx-auto grid min-h-dvh w-full max-w-100 content-center gap-6 px-4">
      <h1 className="font-semibold text-xl">Sign in</h1>
      {error && (
        <p role="alert" className="text-danger">
          {explain(error)}
        </p>
      )}
      <form method="post" action="/api/auth/callback/credentials" className="grid gap-4">
        <input type="hidden" name="callbackUrl" value={next ?? '/'} />
        <label className="grid gap-1">
          Email
          <input name="email" required autoComplete="username" className={FIELD} />
        </label>
        <label className="grid gap-1">
          Password
          <input
            name="password"
            type="password"
            required
            autoComplete="current-password"
            className={FIELD}
          />
        </label>
        <button
          type="submit"
          className="h-10 rounded-md bg-accent px-4 font-medium text-accent-foreground"
        >
          Sign in
        </button>
      </form>
    </main>
  )
}
