'use client'

import { lazy, Suspense, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useSharedPopover } from '@/app/_ui/menu/use-shared-popover'
import { useMay } from '@/lib/realtime/client/live-provider'
import type { Person } from './person'

const PersonMenu = lazy(() => import('./person-menu'))
const RolePicker = lazy(() => import('./role-picker'))

/** In the middle of the screen, since the button that it was opened from goes with the right. */
const ALONE = 'inset-0 m-auto h-fit [position-area:none]'

interface Props {
  people: readonly Person[]
  /** What the addresses of the company begin with. */
  place: string
  isSuperuser: boolean
  /** Where to go when the person is gone; without it, one stays. */
  next?: string
}

/** The menu and the picker of roles that all buttons of a page share; loaded when first opened. */
export function PersonOverlays({ people, place, isSuperuser, next }: Props) {
  const text = useTranslations('userActions')
  const menu = useSharedPopover('person-menu')
  const roles = useSharedPopover('person-roles')
  const mayEditRoles = useMay(['ASSIGN_ROLES', 'VIEW_ROLES'])
  const [alone, setAlone] = useState<number>()
  // Until it is opened anew: when the right comes back, the button is another.
  if (!mayEditRoles && alone !== roles.opening) setAlone(roles.opening)
  const find = (key: string | undefined) => people.find(({ id }) => id === key)
  const [shown, edited] = [find(menu.key), find(roles.key)]
  const loading = <p className="px-3 py-2 text-muted">{text('loading')}</p>
  return (
    <>
      <div ref={menu.popover} popover="auto" className="menu">
        {shown && (
          <Suspense fallback={loading}>
            <PersonMenu key={shown.id} {...{ place, isSuperuser, next }} person={shown} />
          </Suspense>
        )}
      </div>
      <div
        ref={roles.popover}
        popover="auto"
        className={`menu w-80 max-w-[calc(100vw-2rem)] ${alone === roles.opening ? ALONE : ''}`}
      >
        {edited && (
          <Suspense fallback={loading}>
            <RolePicker key={roles.opening} person={edited} onClose={roles.close} />
          </Suspense>
        )}
      </div>
    </>
  )
}
