import { Menu } from 'lucide-react'
import { getText } from '../i18n/messages'
import { LiveIndicator } from '../live/live-indicator'
import { AccountMenu } from './account-menu'

interface Props {
  name: string
  email: string
}

export async function Topbar({ name, email }: Props) {
  const app = await getText('app')
  return (
    <header className="sticky top-0 z-10 flex h-12 items-center gap-3 border-border border-b bg-background px-4 md:px-6">
      <button
        type="button"
        popoverTarget="navigation"
        aria-label={app('menu')}
        className="grid size-8 place-content-center rounded-md hover:bg-default md:hidden pointer-coarse:size-11"
      >
        <Menu className="size-4" aria-hidden="true" />
      </button>
      <div className="ms-auto flex items-center gap-4">
        <LiveIndicator />
        <AccountMenu name={name} email={email} />
      </div>
    </header>
  )
}
