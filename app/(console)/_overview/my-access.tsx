import { getText } from '@/app/_ui/i18n/messages'
import { listGrantors } from '@/lib/authz/grantor-queries'
import { load } from '@/lib/core/load'
import { CATALOG } from '@/lib/permissions/catalog'
import { Section } from './section'

interface Props {
  user: { permissions: readonly string[] }
}

/** Whoever may do more finds it in their account. */
const FEW = 6

async function Administrators() {
  const [text, people] = [await getText('overview'), await load(listGrantors, {})]
  if (people.length === 0) return <p>{text('noAdministrators')}</p>
  return (
    <>
      <p>{text('administrators')}</p>
      <ul className="list-disc ps-5">
        {people.map(({ id, name }) => (
          <li key={id}>{name}</li>
        ))}
      </ul>
    </>
  )
}

/** What a reader may do who may not do much; for somebody who may do nothing, whom to ask. */
export async function MyAccess({ user }: Props) {
  const text = await getText('overview')
  const held = CATALOG.filter(({ code }) => user.permissions.includes(code))
  if (held.length > FEW) return null
  return (
    <Section id="access" title={text('access')}>
      {held.length === 0 ? (
        <div className="panel grid gap-2 px-4 py-4">
          <p>{text('nothing')}</p>
          <Administrators />
        </div>
      ) : (
        <ul className="panel divide-y divide-separator">
          {held.map(({ code, description }) => (
            <li
              key={code}
              className="flex flex-wrap items-baseline justify-between gap-x-4 px-4 py-2"
            >
              {description}
              <code className="text-muted text-xs">{code}</code>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
