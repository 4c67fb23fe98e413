import { Field } from '@/app/_ui/form/field'
import { Form } from '@/app/_ui/form/form'
import { getText } from '@/app/_ui/i18n/messages'
import { getMe } from '@/lib/auth/queries'
import { load } from '@/lib/core/load'
import { FormatFields } from './format-fields'

/** One's own name and how times are written for one, and what others decide. */
export async function Profile() {
  const [account, app] = [await getText('account'), await getText('app')]
  const { user, preferences, formats, default_formats } = await load(getMe, {})
  const languages = new Intl.DisplayNames(formats.locale, {
    type: 'language',
    languageDisplay: 'standard',
  })
  const inherited = (value = '') => account('inherited', { value })
  const facts = [
    [account('email'), user.email],
    [account('username'), user.username],
    [account('company'), user.company_name ?? app('platform')],
    [account('roles'), user.roles.map(({ name }) => name).join(', ') || account('noRoles')],
  ]
  return (
    <div className="grid max-w-180 gap-6">
      <Form
        method="PATCH"
        path="/api/auth/me/"
        isPatch
        submit={account('saveProfile')}
        done={account('profileSaved')}
      >
        <div className="grid gap-4 sm:grid-cols-2">
          <Field
            name="first_name"
            label={account('firstName')}
            defaultValue={user.first_name}
            maxLength={150}
            autoComplete="given-name"
          />
          <Field
            name="last_name"
            label={account('lastName')}
            defaultValue={user.last_name}
            maxLength={150}
            autoComplete="family-name"
          />
        </div>
        <FormatFields
          preferences={preferences}
          inherited={default_formats}
          dateStyle={formats.date_style}
          texts={{
            locale: account('locale'),
            zone: account('zone'),
            dateStyle: account('dateStyle'),
            inheritedLocale: inherited(languages.of(default_formats.locale)),
            inheritedZone: inherited(default_formats.time_zone),
            short: account('short'),
            medium: account('medium'),
            long: account('long'),
            iso: account('iso'),
          }}
        />
      </Form>
      <section aria-labelledby="facts" className="grid gap-2">
        <h2 id="facts" className="font-semibold text-base/6">
          {account('facts')}
        </h2>
        <dl className="panel grid gap-x-6 gap-y-1 p-4 sm:grid-cols-[auto_1fr]">
          {facts.map(([term, value]) => (
            <div key={term} className="contents">
              <dt className="text-muted">{term}</dt>
              <dd className="wrap-anywhere max-sm:mb-2">{value}</dd>
            </div>
          ))}
        </dl>
        <p className="text-muted">{account('factsWhy')}</p>
      </section>
    </div>
  )
}
