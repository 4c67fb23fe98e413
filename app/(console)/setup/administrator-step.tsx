import Link from 'next/link'
import { getMessages, getText } from '@/app/_ui/i18n/messages'
import { MoreText } from '@/app/_ui/i18n/more-text'
import { nameOf } from '@/app/_ui/person'
import { Status } from '@/app/_ui/status'
import type { Company } from '@/lib/companies/queries'
import { load } from '@/lib/core/load'
import { listRoles } from '@/lib/roles/queries'
import { listUsers } from '@/lib/users/queries'
import { InviteOne } from './invite-one'
import { stepAddress } from './steps'

const SHOWN = 10

/** Invites whoever is to run the company; whoever is invited already is shown and not invited again. */
export async function AdministratorStep({ company }: { company: Company }) {
  const [text, { messages }] = [await getText('setup'), await getMessages()]
  const { rows: roles } = await load(listRoles, { company: company.id, is_system: 'true' })
  const [role] = roles
  const { rows: people } = await load(listUsers, {
    company: company.id,
    ...(role && { role: role.id }),
    page_size: SHOWN,
  })
  return (
    <MoreText messages={{ companies: messages.companies, userActions: messages.userActions }}>
      <p>{text('administratorWhy')}</p>
      {people.length > 0 && (
        <section aria-labelledby="administrators" className="grid gap-2">
          <h2 id="administrators" className="font-medium">
            {text('administrators')}
          </h2>
          <ul className="panel divide-y divide-separator">
            {people.map((person) => (
              <li key={person.id} className="flex flex-wrap justify-between gap-x-4 px-4 py-2">
                <span className="wrap-anywhere">
                  {nameOf(person)} <span className="text-muted">{person.email}</span>
                </span>
                <Status of={person.status} />
              </li>
            ))}
          </ul>
        </section>
      )}
      <InviteOne
        company={company.id}
        role={role?.id}
        texts={{ email: text('email'), submit: text('invite') }}
      />
      <div className="flex justify-between gap-2">
        <Link href={stepAddress('roles', company.id)} className="button button--outline">
          {text('back')}
        </Link>
        <Link
          href={stepAddress('done', company.id)}
          className={`button ${people.length > 0 ? 'button--primary' : 'button--outline'}`}
        >
          {text(people.length > 0 ? 'next' : 'skipAdministrator')}
        </Link>
      </div>
    </MoreText>
  )
}
