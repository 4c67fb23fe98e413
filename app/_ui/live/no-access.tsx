'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { describePermission } from '@/lib/permissions/catalog'
import { useLive } from '@/lib/realtime/client/live-provider'
import { send } from '../api/send'
import { MessagePage } from '../message-page'
import { neededAt } from '../shell/navigation'
import { showToast } from '../toast/show-toast'

/** Who can give a permission, asked once. */
function useGrantors(code: string | undefined) {
  const [names, setNames] = useState<string[]>([])
  useEffect(() => {
    if (!code) return
    const path = `/api/authz/grantors/?permission=${code}`
    void send<{ name: string }[]>({ method: 'GET', path }).then(
      (answer) => answer.ok && setNames(answer.body.map(({ name }) => name)),
    )
  }, [code])
  return names
}

/** In the place of a page that the person may not see, or no longer; when they may, it comes by itself. */
export function NoAccess() {
  const errors = useTranslations('errors')
  const ui = useTranslations('ui')
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
  async function copy() {
    const address = location.href
    await navigator.clipboard.writeText(
      errors('request', { permission: permission ?? '', code: code ?? '', address }),
    )
    showToast({ text: ui('copied') })
  }
  return (
    <div ref={place} role="alert">
      <MessagePage title={errors('noAccess')}>
        {code && <p>{errors('noAccessNeeds', { permission: permission ?? '', code })}</p>}
        {!code && <p>{errors('forbiddenWhy')}</p>}
        {names.length > 0 && <p>{errors('noAccessGrantors', { names: names.join(', ') })}</p>}
        <p className="flex flex-wrap gap-2">
          {code && (
            <button type="button" className="button button--outline" onClick={copy}>
              {errors('copyRequest')}
            </button>
          )}
          <Link href="/" className="button button--outline">
            {errors('home')}
          </Link>
        </p>
      </MessagePage>
    </div>
  )
}
