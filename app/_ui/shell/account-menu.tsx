import { LogOut, Settings } from 'lucide-react'
import Link from 'next/link'
import { getText } from '../i18n/messages'
import { initialsOf } from '../person'
import { SchemeChoice } from './scheme-choice'

interface Props {
  name: string
  email: string
}

const ITEM =
  'flex h-8 w-full items-center gap-2.5 rounded-md px-2.5 hover:bg-default pointer-coarse:h-11'

/** Who is signed in, and the way out. It opens and signs out without JavaScript. */
export async function AccountMenu({ name, email }: Props) {
  const app = await getText('app')
  return (
    <>
      <button
        type="button"
        popoverTarget="account"
        aria-label={`${app('account')} ${initialsOf(name)}`}
        className="grid size-8 shrink-0 place-content-center rounded-full bg-default font-medium text-xs pointer-coarse:size-11"
      >
        {initialsOf(name)}
      </button>
      <div
        id="account"
        popover="auto"
        className="fixed inset-auto end-4 top-13 m-0 w-60 rounded-lg border border-border bg-surface p-1 text-foreground shadow-overlay"
      >
        <p className="px-2.5 py-2">
          <span className="block truncate font-medium">{name}</span>
          {email !== name && <span className="block truncate text-muted text-xs">{email}</span>}
        </p>
        <Link href="/account" className={`${ITEM} border-separator border-t`}>
          <Settings className="size-4" aria-hidden="true" />
          {app('myAccount')}
        </Link>
        <div className="px-2.5 py-2 noscript:hidden">
          <SchemeChoice />
        </div>
        <form method="post" action="/api/auth/signout" className="border-separator border-t pt-1">
          <input type="hidden" name="callbackUrl" value="/login" />
          <button type="submit" className={ITEM}>
            <LogOut className="size-4" aria-hidden="true" />
            {app('signOut')}
          </button>
        </form>
      </div>
    </>
  )
}
