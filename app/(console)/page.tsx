import { AccessChange } from '@/app/_ui/live/access-change'
import { LiveIndicator } from '@/app/_ui/live/live-indicator'
import { getMe } from '@/lib/auth/queries'
import { load } from '@/lib/core/load'
import { CATALOG } from '@/lib/permissions/catalog'
import { SignOutButton } from './sign-out-button'

export default async function OverviewPage() {
  const { user } = await load(getMe, {})
  const held = CATALOG.filter(({ code }) => user.permissions.includes(code))
  return (
    <main id="main" className="mx-auto grid max-w-180 gap-6 px-4 py-8">
      <div>
        <header className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
          <div className="wrap-anywhere grow basis-60">
            <h1 className="font-semibold text-xl">
              {`${user.first_name} ${user.last_name}`.trim() || user.username}
            </h1>
            <p className="text-muted">
              {user.email}
              {user.is_superuser && ' · superuser'}
              {user.roles.map(({ name }) => ` · ${name}`)}
            </p>
          </div>
          <div className="flex grow items-center justify-between gap-4 sm:grow-0">
            <LiveIndicator />
            <SignOutButton />
          </div>
        </header>
        <AccessChange />
      </div>
      <section aria-labelledby="access">
        <h2 id="access" className="mb-2 font-medium text-base">
          What you may do
        </h2>
        {held.length === 0 && <p>Your administrators have not given you access to anything yet.</p>}
        <ul className="divide-y divide-border rounded-lg border border-border bg-surface">
          {held.map(({ code, description }) => (
            <li
              key={code}
              className="flex flex-wrap items-baseline justify-between gap-x-4 px-3 py-2"
            >
              {description}
              <code className="text-muted text-xs">{code}</code>
            </li>
          ))}
        </ul>
      </section>
      <p className="text-muted">
        The REST API describes itself in{' '}
        <a className="text-accent underline" href="/api/openapi.json">
          /api/openapi.json
        </a>
        .
      </p>
    </main>
  )
}
