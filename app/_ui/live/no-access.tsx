'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { describePermission } from '@/lib/permissions/catalog'
import { useLive } from '@/lib/realtime/client/live-provider'
import { readGrantors } from '../api/grantors'
import { CopyButton } from '../copy/copy-button'
import { MessagePage } from '../message-page'
import { neededAt } from '../shell/navigation'

/** Who can give a permission, asked once. */
function useGrantors(code: string | undefined) {
  const [names, setNames] = useState<string[]>([])
  useEffect(() => {
    if (!code) return
    void readGrantors(code).then((found) => found && setNames(found))
  }, [code])
  return names
}

/** In the place of a page that the person may not see, or no longer; when they may, it comes by itself. */
export function NoAccess() {
  const errors = useTranslations('errors')
  const pathname = usePathname()
  const { permissions } = useLive()
  const place = useRef<HTMLDivElement>(null)
  const code = neededAt(pathname)
  const names = useGrantors(code)
  const mayAgain = code !== undefined && permissions.includes(code)
  useEffect(() => {
    const heading = place.current?.querySelector('h1')
    heading?.setAttribute('tabindex', '-1')
    heading?.focus()
  }, [])
  // Next keeps a page that was forbidden until one goes elsewhere, so that it is loaded anew.
  useEffect(() => {
    if (mayAgain) location.reload()
  }, [mayAgain])
  const permission = code && describePermission(code)
  const request = () =>
    errors('request', { permission: permission ?? '', code: code ?? '', address: location.href })
  return (
    <div ref={place} role="alert">
      <MessagePage title={errors('noAccess')}>
        {code && <p>{errors('noAccessNeeds', { permission: permission ?? '', code })}</p>}
        {!code && <p>{errors('forbiddenWhy')}</p>}
        {names.length > 0 && <p>{errors('noAccessGrantors', { names: names.join(', ') })}</p>}
        <p className="flex flex-wrap gap-2">
          {code && (
            <CopyButton className="button button--outline" text={request}>
              {errors('copyRequest')}
            </CopyButton>
          )}
          <Link href="/" className="button button--outline">
            {errors('home')}
          </Link>
        </p>
      </MessagePage>
    </div>
  )
}
