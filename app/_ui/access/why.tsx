'use client'

import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { isPermission } from '@/lib/permissions/catalog'
import { useClock } from '../clock/provider'
import { CopyWhy } from './copy-why'
import { type Held, inSentence, type Source } from './held'
import { WhyNot } from './why-not'

export interface WhyProps {
  person: { id: string; name: string; roles?: readonly { id: string; name: string }[] }
  held: Held
  place: string
}

/** Why somebody may do something, or what they would need. */
export function Why(props: WhyProps) {
  const { person, held, place } = props
  return (
    <section aria-label={held.description} className="grid gap-3 p-2">
      <p>
        <span className="font-medium">{held.description}</span>{' '}
        <code className="text-muted text-xs">{held.permission}</code>
      </p>
      {held.sources.map((source) => (
        <Because
          key={`${source.role?.id} ${source.granted_at}`}
          {...{ person, held, place, source }}
        />
      ))}
      {held.sources.length === 0 && <WhyNot {...props} />}
      <CopyWhy {...props} />
    </section>
  )
}

function Because({ person: { name }, held, place, source }: WhyProps & { source: Source }) {
  const access = useTranslations('access')
  const clock = useClock()
  const { role, granted_by, granted_at, expires_at, reason, audit_entry } = source
  const permission = isPermission(held.permission) ? inSentence(held.permission) : held.permission
  if (!role) return <p>{access('becauseSuperuser', { name, permission })}</p>
  const time = clock.day(granted_at)
  return (
    <div className="grid gap-0.5">
      <p>
        {access.rich('because', {
          name,
          permission,
          role: role.name,
          b: (text) => <strong>{text}</strong>,
        })}
      </p>
      <p className="text-muted text-xs">
        {granted_by
          ? access('grantedBy', { who: granted_by.name, time })
          : access('granted', { time })}{' '}
        {expires_at && access('until', { time: clock.moment(expires_at) })}{' '}
        {reason && access('reason', { reason })}
      </p>
      {audit_entry && (
        <Link
          href={`${place}/audit?range=all&event=${audit_entry}`}
          className="link-button w-fit! p-0!"
        >
          {access('event')}
        </Link>
      )}
    </div>
  )
}
