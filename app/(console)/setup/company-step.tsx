import Link from 'next/link'
import { CompanyBadge } from '@/app/_ui/company-badge'
import { TextArea } from '@/app/_ui/form/field'
import { Form } from '@/app/_ui/form/form'
import { getText } from '@/app/_ui/i18n/messages'
import { getMe } from '@/lib/auth/queries'
import { listCompanies } from '@/lib/companies/queries'
import { load } from '@/lib/core/load'
import { CompanyFormats } from '../companies/company-formats'
import { NameAndCode } from '../companies/name-and-code'
import { nextStepOf, stepAddress } from './steps'

const SHOWN = 5

/** Creates the company; whoever comes back later goes on with it instead of making it again. */
export async function CompanyStep() {
  const [text, companies] = [await getText('setup'), await getText('companies')]
  const [{ formats }, { rows }] = await Promise.all([
    load(getMe, {}),
    load(listCompanies, { ordering: '-created_at', page_size: SHOWN }),
  ])
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
        <NameAndCode
          texts={{
            name: text('companyName'),
            code: text('companyCode'),
            codeHint: text('companyCodeHint'),
            codeTaken: companies('codeTaken'),
          }}
        />
        <TextArea name="description" label={text('companyDescription')} rows={2} maxLength={1000} />
        <CompanyFormats
          texts={{ zone: companies('zone'), locale: companies('locale') }}
          formats={formats}
        />
        <p className="text-muted">{companies('formatsWhy')}</p>
      </Form>
      {rows.length > 0 && (
        <>
          <p className="text-muted">{text('exists')}</p>
          <ul className="panel divide-y divide-separator">
            {rows.map(({ id, name, ...begun }) => (
              <li key={id}>
                <Link
                  href={nextStepOf({ id, ...begun })}
                  className="flex items-center gap-2 px-4 py-2 hover:underline"
                >
                  <CompanyBadge id={id} name={name} />
                  <span className="truncate">{name}</span>
                </Link>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}
