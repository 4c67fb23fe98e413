'use client'

import { useTranslations } from 'use-intl'
import { isPermission } from '@/lib/permissions/catalog'
import { useClock } from '../clock/provider'
import { CopyButton } from '../copy/copy-button'
import { inSentence } from './held'
import type { WhyProps } from './why'

/** The same explanation as a text, for a ticket. */
export function CopyWhy({ person: { name }, held }: WhyProps) {
  const access = useTranslations('access')
  const clock = useClock()
  const { permission: code, description, sources, nearest } = held
  const permission = isPermission(code) ? inSentence(code) : code

  const because = sources.map(({ role, granted_by, granted_at, expires_at, reason }) => {
    if (!role) return access('becauseSuperuser', { name, permission })
    const time = clock.day(granted_at)
    return [
      access.markup('because', { name, permission, role: role.name, b: (text) => text }),
      granted_by
        ? access('grantedBy', { who: granted_by.name, time })
        : access('granted', { time }),
      expires_at && access('until', { time: clock.moment(expires_at) }),
      reason && access('reason', { reason }),
    ]
      .filter(Boolean)
      .join(' ')
  })
  const roles = (nearest ?? []).map(({ role }) => role.name).join(', ')
  const whyNot = [
    access('whyNot', { name, permission: description }),
    roles && `${access('rolesThatDo')} ${roles}`,
  ]
  const lines = [`${description} (${code})`, ...(sources.length > 0 ? because : whyNot)]
  return (
    <CopyButton className="link-button w-fit! p-0!" text={lines.filter(Boolean).join('\n')}>
      {access('copy')}
    </CopyButton>
  )
}
