import { getText } from '@/app/_ui/i18n/messages'
import { SearchBox } from '@/app/_ui/list/search-box'
import type { ListView } from '@/app/_ui/list/view'
import { SEEN, STATUSES } from './filters'

interface Props {
  view: ListView
  total: number
  /** Nothing for whoever may not see roles. */
  roles: readonly { id: string; name: string }[]
}

interface ChoiceProps {
  name: string
  label: string
  value: string | undefined
  /** What is said where it does not matter. */
  any: string
  options: readonly (readonly [value: string, label: string])[]
}

function Choice({ name, label, value, any, options }: ChoiceProps) {
  return (
    <label className="label grid grid-cols-[minmax(0,1fr)] gap-1">
      <span className="md:sr-only">{label}</span>
      <select name={name} defaultValue={value ?? ''} className="input font-normal md:max-w-52">
        <option value="">{any}</option>
        {options.map(([option, text]) => (
          <option key={option} value={option}>
            {text}
          </option>
        ))}
      </select>
    </label>
  )
}

export async function UserFilter({ view, total, roles }: Props) {
  const users = await getText('users')
  const { status, role, seen } = view.filters
  return (
    <SearchBox
      view={view}
      total={total}
      label={users('search')}
      fields={['status', 'seen', ...(roles.length > 0 ? ['role'] : [])]}
    >
      {roles.length > 0 && (
        <Choice
          name="role"
          label={users('role')}
          value={role}
          any={users('anyRole')}
          options={roles.map(({ id, name }) => [id, name])}
        />
      )}
      <Choice
        name="status"
        label={users('status')}
        value={status}
        any={users('anyStatus')}
        options={STATUSES.map((one) => [one, users(one)])}
      />
      <Choice
        name="seen"
        label={users('lastSignIn')}
        value={seen}
        any={users('seen.any')}
        options={SEEN.map((one) => [one, users(`seen.${one}`)])}
      />
    </SearchBox>
  )
}
