import { Copy } from 'lucide-react'
import { CopyButton } from '@/app/_ui/copy/copy-button'
import { getText } from '@/app/_ui/i18n/messages'

/** Somebody's address, to be copied. */
export async function Contact({ email }: { email: string }) {
  const page = await getText('userPage')
  return (
    <span className="flex min-w-0 items-center gap-1">
      <span className="wrap-anywhere">{email}</span>
      <CopyButton text={email} label={page('copyEmail', { email })}>
        <Copy className="size-3.5" aria-hidden="true" />
      </CopyButton>
    </span>
  )
}
