import type { ReactNode } from 'react'
import { getMessages } from '@/app/_ui/i18n/messages'
import { MoreText } from '@/app/_ui/i18n/more-text'

export default async function UsersLayout({ children }: { children: ReactNode }) {
  const { messages } = await getMessages()
  const { userActions, inviting, simulate, access, roleChoice } = messages
  return (
    <MoreText messages={{ userActions, inviting, simulate, access, roleChoice }}>
      {children}
    </MoreText>
  )
}
