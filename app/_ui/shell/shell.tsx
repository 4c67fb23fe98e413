import type { ReactNode } from 'react'
import { getText } from '../i18n/messages'
import { Main } from './main'
import { Sidebar } from './sidebar'
import { Topbar } from './topbar'

interface Props {
  user: {
    username: string
    first_name: string
    last_name: string
    email: string
    company: string | null
    company_name: string | null
    permissions: readonly string[]
  }
  children: ReactNode
}

/** What surrounds every page of the console. */
export async function Shell({ user, children }: Props) {
  const app = await getText('app')
  const name = `${user.first_name} ${user.last_name}`.trim() || user.username
  return (
    <div className="shell">
      <a
        href="#main"
        className="button button--primary fixed start-2 top-2 z-20 -translate-y-16 focus:translate-y-0"
      >
        {app('skip')}
      </a>
      <Sidebar company={user.company} name={user.company_name} permissions={user.permissions} />
      <div className="min-w-0">
        <Topbar name={name} email={user.email} />
        <Main>{children}</Main>
      </div>
    </div>
  )
}
