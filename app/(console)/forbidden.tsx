import { getMessages } from '@/app/_ui/i18n/messages'
import { NoAccess } from '@/app/_ui/live/no-access'

export default async function Forbidden() {
  const { messages } = await getMessages()
  return <NoAccess names={messages.nav} />
}
