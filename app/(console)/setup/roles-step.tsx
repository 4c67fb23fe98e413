import Link from 'next/link'
import { ActionButton } from '@/app/_ui/api/action-button'
import { getText } from '@/app/_ui/i18n/messages'
import { everyRole } from '@/app/_ui/roles/every-role'
import type { Company } from '@/lib/companies/queries'
import { STANDARD_ROLES } from '@/lib/permissions/templates'
import { stepAddress } from './steps'

/** Adds the usual roles that the company does not have yet, so that repeating it adds nothing. */
export async function RolesStep({ company }: { company: Company }) {
  const [text, rows] = [await getText('setup'), await everyRole({ company: company.id })]
  const names = new Set(rows.map(({ name }) => name.toLowerCase()))
  const missing = STANDARD_ROLES.filter(({ name }) => !names.has(name.toLowerCase()))
  const calls = missing.map(({ name, description, permissions }) => ({
    method: 'POST' as const,
    path: '/api/roles/',
    body: { name, description, permissions, company: company.id },
  }))
  return (
    <>
      <p>{text('rolesWhy')}</p>
      <ul className="panel divide-y divide-separator">
        {STANDARD_ROLES.map(({ name, description, permissions }) => (
          <li key={name} className="flex items-baseline justify-between gap-4 px-4 py-2">
            <span>
              <span className="font-medium">{name}</span>
              <span className="block text-muted text-xs">{description}</span>
            </span>
            <span className="shrink-0 text-muted">
              {names.has(name.toLowerCase()) ? (
                <>
                  <span aria-hidden="true" className="text-success">
                    ✓
                  </span>{' '}
                  {text('has')}
                </>
              ) : (
                text('may', { count: permissions.length })
              )}
            </span>
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap justify-end gap-2">
        <Link
          href={stepAddress('administrator', company.id)}
          className={`button ${missing.length > 0 ? 'button--outline' : 'button--primary'}`}
        >
          {text(missing.length > 0 ? 'skip' : 'next')}
        </Link>
        {missing.length > 0 && (
          <ActionButton
            call={calls}
            done={text('added', { count: missing.length })}
            className="button button--primary"
          >
            {text('addAll', { count: missing.length })}
          </ActionButton>
        )}
      </div>
    </>
  )
}
