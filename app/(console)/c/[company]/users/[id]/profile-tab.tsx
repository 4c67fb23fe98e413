import { Field } from '@/app/_ui/form/field'
import { Form } from '@/app/_ui/form/form'
import { getText } from '@/app/_ui/i18n/messages'
import { RelativeTime } from '@/app/_ui/time'
import { entityTag } from '@/lib/core/etag'
import type { Viewed } from './read'

/** Who somebody is; for whoever may change users, to be changed. */
export async function ProfileTab({ user, me }: Viewed) {
  const page = await getText('userPage')
  const isFixed = user.id === me.id || user.status === 'invited'
  const fixedBecause = page(user.id === me.id ? 'emailOwn' : 'emailInvited')
  return (
    <div className="grid max-w-180 gap-6">
      <Form
        method="PATCH"
        path={`/api/users/${user.id}/`}
        etag={entityTag(user)}
        isPatch
        needs="UPDATE_USER"
        submit={page('save')}
        done={page('saved')}
      >
        <div className="grid gap-4 sm:grid-cols-2">
          <Field
            name="first_name"
            label={page('firstName')}
            defaultValue={user.first_name}
            maxLength={150}
          />
          <Field
            name="last_name"
            label={page('lastName')}
            defaultValue={user.last_name}
            maxLength={150}
          />
        </div>
        <Field
          name="username"
          label={page('username')}
          defaultValue={user.username}
          required
          maxLength={150}
        />
        <Field
          name="email"
          type="email"
          label={page('email')}
          defaultValue={user.email}
          required
          readOnly={isFixed}
          hint={isFixed ? fixedBecause : undefined}
        />
      </Form>
      <Dates user={user} />
    </div>
  )
}

async function Dates({ user }: Pick<Viewed, 'user'>) {
  const page = await getText('userPage')
  const { last_login, created_at, updated_at, company } = user
  const facts = [
    [page('lastSignIn'), last_login ? <RelativeTime key="last" at={last_login} /> : page('never')],
    [page('created'), <RelativeTime key="created" at={created_at} />],
    [page('changed'), <RelativeTime key="changed" at={updated_at} />],
    ...(company ? [[page('companyLabel'), company.name] as const] : []),
  ] as const
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-1 text-muted">
      {facts.map(([label, value]) => (
        <div key={label} className="contents">
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
