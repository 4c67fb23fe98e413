import { getMessages } from '../i18n/messages'
import { MoreText } from '../i18n/more-text'
import { ChangesPill, type ChangesProps } from './changes-pill'

/** Tells of what others change in the rows of a list, with its texts. */
export async function Changes(props: ChangesProps) {
  const { messages } = await getMessages()
  return (
    <MoreText messages={{ rowChanges: messages.rowChanges }}>
      <ChangesPill {...props} />
    </MoreText>
  )
}
