'use client'

import { useTranslations } from 'use-intl'
import { CancelButton } from '../dialog/cancel-button'
import { Dialog } from '../dialog/dialog'

interface Props {
  text: string
  onClose: () => void
}

/** The text itself, where the browser lets no page copy. */
export default function ByHand({ text, onClose }: Props) {
  const ui = useTranslations('ui')
  return (
    <Dialog title={ui('notCopied')} onClose={onClose}>
      <p>{ui('copyByHand')}</p>
      <textarea
        // React's own gives the focus too early, before the dialog is open.
        ref={(field) => field?.setAttribute('autofocus', '')}
        onFocus={({ currentTarget }) => currentTarget.select()}
        readOnly
        rows={4}
        aria-label={ui('toCopy')}
        className="input h-auto w-full py-1.5 font-mono"
        value={text}
      />
      <div className="flex justify-end">
        <CancelButton label={ui('close')} />
      </div>
    </Dialog>
  )
}
