'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { describePermission, type Permission } from '@/lib/permissions/catalog'
import { useLive } from '@/lib/realtime/client/live-provider'
import { readGrantors } from '../api/grantors'
import { CopyButton } from '../copy/copy-button'
import { MessagePage } from '../message-page'
import { type NavigationItem, needAt } from '../shell/navigation'

/** Who can give a permission, asked once. */
function useGrantors(code: string | undefined) {
  const [names, setNames] = useState<string[]>([])
  useEffect(() => {
    if (!code) return
    void readGrantors(code).then((found) => found && setNames(found))
  }, [code])
  return names
}

/** What is missing, unless it is something else; and whether it has been given since. */
function useMissing(code: Permission | undefined) {
  const { permissions } = useLive()
  const [hasBeenMissed, setHasBeenMissed] = useState(false)
  const isMissing = code !== undefined && !permissions.includes(code)
  if (isMissing && !hasBeenMissed) setHasBeenMissed(true)
  const wasMissed = isMissing || hasBeenMissed
  return { code: wasMissed ? code : undefined, mayAgain: hasBeenMissed && !isMissing }
}

interface Props {
  /** What the places of the console are called. */
  names: Record<NavigationItem['label'], string>
}

/** In the place of a page that the person may not see, or no longer; when they may, it comes by itself. */
export function NoAccess({ names: places }: Props) {
  const errors = useTranslations('errors')
  const pathname = usePathname()
  const place = useRef<HTMLDivElement>(null)
  const need = needAt(pathname)
  const { code, mayAgain } = useMissing(need?.permission)
  const names = useGrantors(code)
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
      <MessagePage
        title={
          code && need?.label
            ? errors('noAccessTo', { place: places[need.label] })
            : errors('noAccess')
        }
      >
        {code && (
          <p>
            {errors.rich('noAccessNeeds', {
              permission: permission ?? '',
              code,
              b: (text) => <b>{text}</b>,
              c: (text) => <code className="text-xs">{text}</code>,
            })}
          </p>
        )}
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
