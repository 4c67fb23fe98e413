import { Copy } from 'lucide-react'
import type { Entry } from '@/app/_ui/audit/audit-rows'
import { CopyButton } from '@/app/_ui/copy/copy-button'
import { getText } from '@/app/_ui/i18n/messages'

/** The entry as the API gives it. */
export async function RawEntry({ event }: { event: Entry }) {
  const audit = await getText('audit')
  const text = JSON.stringify(event, null, 2)
  return (
    <details>
      <summary className="cursor-pointer font-medium">{audit('raw')}</summary>
      <div className="relative mt-2">
        <pre className="whitespace-pre-wrap rounded border border-border bg-surface-secondary p-2 pe-9 font-mono text-xs wrap-anywhere">
          {text}
        </pre>
        <CopyButton
          text={text}
          label={audit('copyRaw')}
          className="icon-button absolute end-1 top-1"
        >
          <Copy className="size-4" aria-hidden="true" />
        </CopyButton>
      </div>
    </details>
  )
}
