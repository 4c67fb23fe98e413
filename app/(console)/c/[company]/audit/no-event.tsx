import { X } from 'lucide-react'
import { type AuditView, auditAddress } from '@/app/_ui/audit/view'
import { EscapeLink } from '@/app/_ui/escape-link'
import { getText } from '@/app/_ui/i18n/messages'

/** In the place of an entry that is not there, or not for these eyes. */
export async function NoEvent({ view }: { view: AuditView }) {
  const audit = await getText('audit')
  return (
    <aside aria-label={audit('event')} className="audit-panel">
      <div className="flex items-start justify-between gap-2 p-4">
        <div className="grid gap-1">
          <h2 className="font-semibold text-base/6">{audit('noEvent')}</h2>
          <p className="text-muted">{audit('noEventWhy')}</p>
        </div>
        <EscapeLink href={auditAddress(view, { event: '' })} label={audit('close')}>
          <X className="size-4" aria-hidden="true" />
        </EscapeLink>
      </div>
    </aside>
  )
}
