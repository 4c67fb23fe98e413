import { getText } from '@/app/_ui/i18n/messages'
import { initialsOf } from '@/app/_ui/person'

interface Props {
  /** Some of them. */
  people: readonly { id: string; name: string }[]
  /** How many there are in all. */
  count: number
}

/** Some people by their first letters, one lying on the other. */
export async function Faces({ people, count }: Props) {
  const roles = await getText('roles')
  if (people.length === 0) return null
  const names = people.map(({ name }) => name).join(', ')
  const rest = count - people.length
  const label = rest > 0 ? roles('facesMore', { names, count: rest }) : names
  return (
    <span role="img" aria-label={label} title={label} className="flex ps-1">
      {people.map(({ id, name }) => (
        <span key={id} aria-hidden="true" className="avatar -ms-1 border border-surface">
          {initialsOf(name)}
        </span>
      ))}
    </span>
  )
}
