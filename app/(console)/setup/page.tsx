import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getText } from '@/app/_ui/i18n/messages'
import { type SearchParams, single } from '@/app/_ui/list/view'
import { PageHeader } from '@/app/_ui/page-header'
import { Crumbs } from '@/app/_ui/shell/crumbs'
import { getMe } from '@/lib/auth/queries'
import { getCompany } from '@/lib/companies/queries'
import { load } from '@/lib/core/load'
import { AdministratorStep } from './administrator-step'
import { CompanyStep } from './company-step'
import { DoneStep } from './done-step'
import { Progress } from './progress'
import { RolesStep } from './roles-step'
import { isStep, STEPS } from './steps'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getText('setup'))('title') }
}

/** From nothing to a company that runs itself; each step has an address, so that it can be left and gone on with. */
export default async function SetupPage({ searchParams }: { searchParams: SearchParams }) {
  const [{ user }, text, said] = [await load(getMe, {}), await getText('setup'), await searchParams]
  if (!user.is_superuser) notFound()
  const id = single(said.company)
  const company = id ? await load(getCompany, { id }) : undefined
  const asked = single(said.step)
  const step = company ? (isStep(asked) && asked !== 'company' ? asked : 'roles') : 'company'
  return (
    <>
      <Crumbs of="companies">{text('title')}</Crumbs>
      <PageHeader title={text('title')} note={text('step', { n: STEPS.indexOf(step) + 1 })} />
      <Progress current={step} company={company?.id} />
      <div className="grid max-w-180 grid-cols-[minmax(0,1fr)] gap-4">
        {!company && <CompanyStep />}
        {company && step === 'roles' && <RolesStep company={company} />}
        {company && step === 'administrator' && <AdministratorStep company={company} />}
        {company && step === 'done' && <DoneStep company={company} />}
      </div>
    </>
  )
}
