import type { Metadata } from 'next'
import { getText } from '@/app/_ui/i18n/messages'
import { getMe } from '@/lib/auth/queries'
import { load } from '@/lib/core/load'
import { CATALOG } from '@/lib/permissions/catalog'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getText('overview'))('title') }
}

export default async function OverviewPage() {
  const { user } = await load(getMe, {})
  const overview = await getText('overview')
  const held = CATALOG.filter(({ code }) => user.permissions.includes(code))
  const roles = user.is_superuser ? [overview('superuser')] : user.roles.map(({ name }) => name)
  return (
    <>
      <div>
        <h1 className="font-semibold text-xl/7">{overview('title')}</h1>
        {roles.length > 0 && (
          <ul className="mt-1 flex flex-wrap gap-1.5">
            {roles.map((role) => (
              <li key={role} className="chip chip--default">
                {role}
              </li>
            ))}
          </ul>
        )}
      </div>
      <section aria-labelledby="access" className="max-w-180">
        <h2 id="access" className="mb-2 font-semibold text-base/6">
          {overview('access')}
        </h2>
        {held.length === 0 && <p>{overview('nothing')}</p>}
        <ul className="divide-y divide-separator rounded-lg border border-border bg-surface empty:hidden">
          {held.map(({ code, description }) => (
            <li
              key={code}
              className="flex flex-wrap items-baseline justify-between gap-x-4 px-3 py-(--row-padding)"
            >
              {description}
              <code className="text-muted text-xs">{code}</code>
            </li>
          ))}
        </ul>
      </section>
      <p className="text-muted">
        {overview.rich('api', {
          link: (text) => (
            <a className="link text-accent underline" href="/api/openapi.json">
              {text}
            </a>
          ),
        })}
      </p>
    </>
  )
}
