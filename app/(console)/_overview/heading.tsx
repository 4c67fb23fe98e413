import { getText } from '@/app/_ui/i18n/messages'

interface Props {
  user: { is_superuser: boolean; roles: readonly { name: string }[] }
}

/** With the roles of whoever looks. */
export async function Heading({ user }: Props) {
  const text = await getText('overview')
  const roles = user.is_superuser ? [text('superuser')] : user.roles.map(({ name }) => name)
  return (
    <div>
      <h1 className="font-semibold text-xl/7">{text('title')}</h1>
      <ul className="mt-1 flex flex-wrap gap-1.5 empty:hidden">
        {roles.map((role) => (
          <li key={role} className="chip chip--default">
            {role}
          </li>
        ))}
      </ul>
    </div>
  )
}
