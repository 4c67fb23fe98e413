import Link from 'next/link'
import { CompanyBadge } from '@/app/_ui/company-badge'
import { getText } from '@/app/_ui/i18n/messages'
import { listCompanies } from '@/lib/companies/queries'
import { load } from '@/lib/core/load'
import { Section } from './section'

const SHOWN = 8

/** For superusers: the way into companies, or where there is none, to the first one. */
export async function Companies() {
  const text = await getText('overview')
  const { rows, total } = await load(listCompanies, { page_size: SHOWN })
  if (rows.length === 0) {
    return (
      <section aria-labelledby="setup" className="panel grid justify-items-start gap-3 px-6 py-6">
        <h2 id="setup" className="font-semibold text-base/6">
          {text('setupTitle')}
        </h2>
        <p className="max-w-prose">{text('setupWhy')}</p>
        <Link href="/setup" className="button button--primary">
          {text('setup')}
        </Link>
      </section>
    )
  }
  return (
    <Section
      id="companies"
      title={text('companies')}
      more={
        <Link href="/companies" className="link-button">
          {text('allCompanies')} ({total})
        </Link>
      }
    >
      <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-4">
        {rows.map(({ id, name, code, active_count, user_count, locked_count, admin_count }) => (
          <li key={id} className="grid">
            <Link
              href={`/c/${code}`}
              className="panel grid gap-1 px-4 py-3 hover:border-field-border"
            >
              <span className="flex min-w-0 items-center gap-2 font-medium">
                <CompanyBadge name={name} id={id} />
                <span className="truncate">{name}</span>
              </span>
              <span className="text-muted">
                {text('companyLine', { active: active_count, total: user_count })}
              </span>
              <span className="text-muted text-xs">
                {text('companyLocked', { count: locked_count })} ·{' '}
                {text('companyAdmins', { count: admin_count })}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  )
}
