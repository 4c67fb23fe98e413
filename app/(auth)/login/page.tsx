import type { Metadata } from 'next'
import { getText } from '@/app/_ui/i18n/messages'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getText('login'))('title') }
}

/** What a failed attempt means; the reason comes back in the address, so that it works without JavaScript. */
async function explain(error: string) {
  const login = await getText('login')
  const [code, seconds] = error.split('.')
  if (code === 'locked' || code === 'rate_limited') {
    return login('locked', { minutes: Math.ceil(Number(seconds ?? 60) / 60) })
  }
  return code === 'unavailable' ? login('busy') : login('wrong')
}

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function LoginPage({ searchParams }: Props) {
  const [given, login] = [await searchParams, await getText('login')]
  const [error, next] = [given.error, given.next].map((value) => [value].flat()[0])
  return (
    <main id="main" className="mx-auto grid min-h-dvh w-full max-w-100 content-center gap-6 px-4">
      <h1 className="font-semibold text-xl/7">{login('title')}</h1>
      {error && (
        <p role="alert" className="text-danger">
          {await explain(error)}
        </p>
      )}
      <form method="post" action="/api/auth/callback/credentials" className="grid gap-4">
        <input type="hidden" name="callbackUrl" value={next ?? '/'} />
        <label className="label grid gap-1">
          {login('email')}
          <input
            name="email"
            required
            autoComplete="username"
            className="input input--lg w-full font-normal"
          />
        </label>
        <label className="label grid gap-1">
          {login('password')}
          <input
            name="password"
            type="password"
            required
            autoComplete="current-password"
            className="input input--lg w-full font-normal"
          />
        </label>
        <button type="submit" className="button button--primary button--lg w-full">
          {login('submit')}
        </button>
      </form>
    </main>
  )
}
