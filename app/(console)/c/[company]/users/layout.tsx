import type { ReactNode } from 'react'
import { getMessages } from '@/app/_ui/i18n/messages'
import { MoreText } from '@/app/_ui/i18n/more-text'
import { Optimistic } from '@/app/_ui/optimistic'

export default async function UsersLayout({ children }: { children: ReactNode }) {
  const { messages } = await getMessages()
  const { active, locked, deactivated, noRole } = messages.users
  const { userActions, inviting, simulate, access, roleChoice } = messages
  return (
    <MoreText messages={{ userActions, inviting, simulate, access, roleChoice }}>
      <Optimistic words={{ active, locked, deactivated, noRole }}>{children}</Optimistic>
    </MoreText>
  )
}
