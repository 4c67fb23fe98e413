import Link from 'next/link'
import { CompanyBadge } from '@/app/_ui/company-badge'
import { getText } from '@/app/_ui/i18n/messages'
import type { Company } from '@/lib/companies/queries'
import { CompanyStatus } from '../company-status'

interface Props {
  company: Company
  /** What the addresses of its pages begin with; nothing for whoever sees no other company. */
  place: string
}

/** Which company it is, and for those who see several, the way into it. */
export async function CompanyHeader({ company, place }: Props) {
  const { id, name, code, is_active } = company
  const text = await getText('companies')
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
      <div className="flex min-w-0 flex-[1_1_16rem] flex-wrap items-baseline gap-x-3 gap-y-1">
        <span className="flex min-w-0 items-baseline gap-2">
          <CompanyBadge id={id} name={name} />
          <h1 className="wrap-anywhere font-semibold text-xl/7">{name}</h1>
        </span>
        <code className="text-muted text-xs">{code}</code>
        <CompanyStatus isActive={is_active} />
      </div>
      {place && (
        <Link href={place} className="button button--outline">
          {text('switch')}
        </Link>
      )}
    </div>
  )
}
