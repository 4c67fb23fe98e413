import type { ReactNode } from 'react'
import { getMessages } from '@/app/_ui/i18n/messages'
import { MoreText } from '@/app/_ui/i18n/more-text'

export default async function RolesLayout({ children }: { children: ReactNode }) {
  const { messages } = await getMessages()
  const { matrix, roleActions, roleChoice } = messages
  return <MoreText messages={{ matrix, roleActions, roleChoice }}>{children}</MoreText>
}
