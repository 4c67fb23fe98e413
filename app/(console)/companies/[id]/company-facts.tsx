import { getText } from '@/app/_ui/i18n/messages'
import { RelativeTime } from '@/app/_ui/time'
import type { Company } from '@/lib/companies/queries'
import { Attention } from '../../_overview/attention'
import { readOverview } from '../../_overview/read'
import { Tiles } from '../../_overview/tiles'
import { SignIns } from './sign-ins'

interface Props {
  company: Company
  /** What the addresses of its lists begin with. */
  place: string
  isSuperuser: boolean
  maySeeTrail: boolean
}

/** How a company stands, with what needs attention in it. */
export async function CompanyFacts({ company, place, isSuperuser, maySeeTrail }: Props) {
  const [text, overview] = [
    await getText('companies'),
    await readOverview(isSuperuser ? { company: company.id } : {}),
  ]
  const facts = [
    [text('total'), company.user_count],
    [text('locked'), company.locked_count],
    [text('admins'), company.admin_count],
    [text('roles'), company.role_count],
    [text('created'), <RelativeTime key="created" at={company.created_at} />],
  ] as const
  return (
    <>
      {company.description && <p className="max-w-prose">{company.description}</p>}
      {overview.users || overview.roles ? (
        <Tiles overview={overview} place={place} />
      ) : (
        <dl className="panel grid max-w-180 grid-cols-[auto_1fr] gap-x-6 gap-y-1 px-4 py-3">
          {facts.map(([label, value]) => (
            <div key={label} className="contents">
              <dt className="text-muted">{label}</dt>
              <dd className="tabular-nums">{value}</dd>
            </div>
          ))}
        </dl>
      )}
      <div className="grid items-start gap-6 empty:hidden lg:has-[#sign-ins]:has-[#attention]:grid-cols-[2fr_1fr]">
        {maySeeTrail && (
          <SignIns company={isSuperuser ? { company: company.id } : {}} place={place} />
        )}
        <Attention overview={overview} place={place} company={company.id} />
      </div>
    </>
  )
}
