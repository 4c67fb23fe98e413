import { TextArea } from '@/app/_ui/form/field'
import { Form } from '@/app/_ui/form/form'
import { getText } from '@/app/_ui/i18n/messages'
import type { Company } from '@/lib/companies/queries'
import { entityTag } from '@/lib/core/etag'
import { DEFAULT_LOCALE, isLocale } from '@/messages/locales'
import { DeleteCompany, SuspendCompany } from '../acts'
import { CompanyFormats } from '../company-formats'
import { NameAndCode } from '../name-and-code'

interface Props {
  company: Company
  isSuperuser: boolean
}

/** What a company is called, and how to stop it. */
export async function CompanySettings({ company, isSuperuser }: Props) {
  const text = await getText('companies')
  return (
    <div className="grid max-w-180 gap-6">
      <Form
        key={company.id}
        method="PATCH"
        path={`/api/companies/${company.id}/`}
        etag={entityTag(company)}
        isPatch
        needs="UPDATE_COMPANY"
        submit={text('save')}
        done={text('saved')}
      >
        <NameAndCode
          company={{ id: company.id, name: company.name, code: company.code }}
          texts={{
            name: text('name'),
            code: text('codeLabel'),
            codeHint: text('codeInAddresses'),
            codeTaken: text('codeTaken'),
          }}
        />
        <TextArea
          name="description"
          label={text('description')}
          maxLength={1000}
          defaultValue={company.description}
        />
        <CompanyFormats
          texts={{ zone: text('zone'), locale: text('locale') }}
          formats={{
            time_zone: company.time_zone,
            locale: isLocale(company.locale) ? company.locale : DEFAULT_LOCALE,
          }}
        />
        <p className="text-muted">{text('formatsWhy')}</p>
      </Form>
      {isSuperuser && (
        <section
          aria-labelledby="danger"
          className="panel flex flex-wrap items-center justify-between gap-3 p-4"
        >
          <div>
            <h2 id="danger" className="font-medium">
              {text('danger')}
            </h2>
            <p className="text-muted">{text('dangerWhy')}</p>
          </div>
          <div className="flex flex-wrap gap-2">
            <SuspendCompany company={company} className="button button--outline" />
            <DeleteCompany company={company} className="button button--danger" next="/companies" />
          </div>
        </section>
      )}
    </div>
  )
}
