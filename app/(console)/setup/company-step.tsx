import Link from 'next/link'
import { CompanyBadge } from '@/app/_ui/company-badge'
import { Field, TextArea } from '@/app/_ui/form/field'
import { Form } from '@/app/_ui/form/form'
import { getText } from '@/app/_ui/i18n/messages'
import { listCompanies } from '@/lib/companies/queries'
import { load } from '@/lib/core/load'
import { stepAddress } from './steps'

const SHOWN = 5

/** Creates the company; whoever comes back later goes on with it instead of making it again. */
export async function CompanyStep() {
  const [text, { rows }] = [
    await getText('setup'),
    await load(listCompanies, { ordering: '-created_at', page_size: SHOWN }),
  ]
  return (
    <>
      <p>{text('companyWhy')}</p>
      <Form
        method="POST"
        path="/api/companies/"
        submit={text('create')}
        done={text('created')}
        next={stepAddress('roles', '{id}')}
      >
        <Field name="name" label={text('companyName')} required maxLength={200} />
        <Field
          name="code"
          label={text('companyCode')}
          hint={text('companyCodeHint')}
          optional
          maxLength={50}
          autoCapitalize="none"
          spellCheck={false}
        />
        <TextArea name="description" label={text('companyDescription')} rows={2} maxLength={1000} />
      </Form>
      {rows.length > 0 && (
        <>
          <p className="text-muted">{text('exists')}</p>
          <ul className="panel divide-y divide-separator">
            {rows.map(({ id, name }) => (
              <li key={id}>
                <Link
                  href={stepAddress('roles', id)}
                  className="flex items-center gap-2 px-4 py-2 hover:underline"
                >
                  <CompanyBadge id={id} name={name} />
                  {name}
                </Link>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}
