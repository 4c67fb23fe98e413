'use client'

import { useTranslations } from 'use-intl'
import type { Role } from '@/app/_ui/roles/use-role-choice'
import { CATALOG } from '@/lib/permissions/catalog'

/** What roles together let somebody do, in sentences. */
export function Abilities({ roles }: { roles: readonly Role[] }) {
  const text = useTranslations('inviting')
  const held = new Set(roles.flatMap(({ permissions }) => permissions))
  const may = CATALOG.filter(({ code }) => held.has(code))
  return (
    <div role="status">
      <p className="label mb-1">{text('may')}</p>
      {may.length === 0 && <p className="text-muted">{text('mayNothing')}</p>}
      <ul className="grid gap-0.5">
        {may.map(({ code, description }) => (
          <li key={code}>
            <span aria-hidden="true" className="text-success">
              ✓{' '}
            </span>
            {description}
          </li>
        ))}
      </ul>
    </div>
  )
}
