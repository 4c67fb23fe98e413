import Link from 'next/link'
import { getText } from '@/app/_ui/i18n/messages'
import type { Company } from '@/lib/companies/queries'

/** What there is now, and the way into it. */
export async function DoneStep({ company }: { company: Company }) {
  const { name, code, user_count, role_count } = company
  const text = await getText('setup')
  return (
    <section aria-labelledby="ready" className="panel grid gap-3 px-6 py-6">
      <h2 id="ready" className="wrap-anywhere font-semibold text-base/6">
        <span aria-hidden="true" className="text-success">
          ✓
        </span>{' '}
        {text('doneTitle', { name })}
      </h2>
      <p>{text('doneWhy', { people: user_count, roles: role_count })}</p>
      <p className="flex flex-wrap gap-2">
        <Link href={`/c/${code}`} className="button button--primary max-w-full">
          <span className="truncate">{text('open', { name })}</span>
        </Link>
        <Link href="/setup" className="button button--outline">
          {text('another')}
        </Link>
      </p>
    </section>
  )
}
