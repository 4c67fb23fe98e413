import { getText } from '@/app/_ui/i18n/messages'
import { SearchBox } from '@/app/_ui/list/search-box'
import type { ListView } from '@/app/_ui/list/view'
import { SEEN, STATUSES } from './filters'

interface Props {
  view: ListView
  /** Nothing for whoever may not see roles. */
  roles: readonly { id: string; name: string }[]
}

/** A plain form, so that it filters without JavaScript. */
export async function UserFilter({ view, roles }: Props) {
  const users = await getText('users')
  const { status, role, seen } = view.filters
  return (
    <SearchBox
      key={JSON.stringify(view)}
      view={view}
      label={users('search')}
      fields={['status', 'seen', ...(roles.length > 0 ? ['role'] : [])]}
    >
      {roles.length > 0 && (
        <select
          name="role"
          aria-label={users('role')}
          defaultValue={role ?? ''}
          className="input max-w-44"
        >
          <option value="">{users('anyRole')}</option>
          {roles.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      )}
      <select
        name="status"
        aria-label={users('status')}
        defaultValue={status ?? ''}
        className="input"
      >
        <option value="">{users('anyStatus')}</option>
        {STATUSES.map((one) => (
          <option key={one} value={one}>
            {users(one)}
          </option>
        ))}
      </select>
      <select
        name="seen"
        aria-label={users('lastSignIn')}
        defaultValue={seen ?? ''}
        className="input"
      >
        <option value="">{users('seen.any')}</option>
        {SEEN.map((one) => (
          <option key={one} value={one}>
            {users(`seen.${one}`)}
          </option>
        ))}
      </select>
    </SearchBox>
  )
}
