import type { ReactNode } from 'react'
import type { AbstractIntlMessages } from 'use-intl'
import { compiled } from './compiled'
import { FurtherTexts } from './texts'

interface Props {
  /** Parts of the texts that only the page below needs. */
  messages: AbstractIntlMessages
  children: ReactNode
}

/** Gives client components further texts beside those that every page has. */
export const MoreText = ({ messages, children }: Props) => (
  <FurtherTexts messages={compiled(messages)}>{children}</FurtherTexts>
)
