import Link from 'next/link'
import type { ReactNode } from 'react'
import { CompanyBadge } from '@/app/_ui/company-badge'
import { getText } from '@/app/_ui/i18n/messages'
import type { Column } from '@/app/_ui/list/data-table'
import { Menu } from '@/app/_ui/menu/menu'
import { RelativeTime } from '@/app/_ui/time'
import type { Company } from '@/lib/companies/queries'
import { DeleteCompany, SuspendCompany } from './acts'
import { CompanyStatus } from './company-status'

type Text = Awaited<ReturnType<typeof getText<'companies'>>>

interface Around {
  isSuperuser: boolean
  mayEdit: boolean
}

const Name = ({ id, name }: Company) => (
  <span className="flex items-center gap-2 max-md:pe-10">
    <CompanyBadge id={id} name={name} />
    <Link href={`/companies/${id}`} className="hover:underline">
      {name}
    </Link>
  </span>
)

/** Says nothing without the heading of its column, which narrow screens do not have. */
const Wide = ({ children }: { children: ReactNode }) => (
  <span className="max-md:hidden">{children}</span>
)

/** How many can sign in, of how many. */
const People = ({ company, text }: { company: Company; text: Text }) => {
  const counts = { active: company.active_count, total: company.user_count }
  return (
    <span>
      <span title={text('usersOfLong', counts)}>{text('usersOf', counts)}</span>
      {company.locked_count > 0 && (
        <span className="text-danger">
          {' · '}
          <span aria-hidden="true">⊘</span> {text('lockedNote', { count: company.locked_count })}
        </span>
      )}
    </span>
  )
}

function Actions({ company, text, around }: { company: Company; text: Text; around: Around }) {
  const { id, code, name } = company
  return (
    <span className="-my-1 flex justify-end max-md:absolute max-md:end-2 max-md:top-2.5">
      <Menu id={`company-${id}`} label={text('more', { name })}>
        <Link href={`/companies/${id}`}>{text('open')}</Link>
        {around.isSuperuser && <Link href={`/c/${code}`}>{text('switch')}</Link>}
        {around.mayEdit && <Link href={`/companies/${id}?tab=settings`}>{text('edit')}</Link>}
        {around.isSuperuser && <SuspendCompany company={company} />}
        {around.isSuperuser && <DeleteCompany company={company} />}
      </Menu>
    </span>
  )
}

export async function companyColumns(around: Around): Promise<Column<Company>[]> {
  const text = await getText('companies')
  return [
    { label: text('name'), sort: 'name', cell: (company) => <Name {...company} /> },
    { label: text('code'), cell: ({ code }) => <code className="text-xs">{code}</code> },
    { label: text('users'), cell: (company) => <People {...{ company, text }} /> },
    { label: text('roles'), cell: ({ role_count }) => <Wide>{role_count}</Wide> },
    { label: text('admins'), cell: ({ admin_count }) => <Wide>{admin_count}</Wide> },
    { label: text('status'), cell: ({ is_active }) => <CompanyStatus isActive={is_active} /> },
    {
      label: text('created'),
      sort: 'created_at',
      cell: ({ created_at }) => (
        <Wide>
          <RelativeTime at={created_at} />
        </Wide>
      ),
    },
    {
      label: text('actions'),
      isUnlabelled: true,
      cell: (company) => <Actions {...{ company, text, around }} />,
    },
  ]
}
