'use client'

import { useTranslations } from 'use-intl'

/** As many as are looked at one by one. */
const MOST = 20

interface Props {
  valid: readonly string[]
  invalid: readonly string[]
}

/** Each address once, as it will be used; those that are none stand out. */
export function AddressChips({ valid, invalid }: Props) {
  const text = useTranslations('inviting')
  if (valid.length + invalid.length === 0) return null
  const more = valid.length - MOST
  return (
    <ul aria-label={text('recognised')} className="flex flex-wrap gap-1.5">
      {invalid.map((email) => (
        <li key={email} className="chip chip--danger wrap-anywhere">
          <span aria-hidden="true">▲ </span>
          {email} <span className="sr-only">{text('notValid')}</span>
        </li>
      ))}
      {valid.slice(0, MOST).map((email) => (
        <li key={email} className="chip chip--default wrap-anywhere">
          {email}
        </li>
      ))}
      {more > 0 && <li className="text-muted">{text('moreAddresses', { count: more })}</li>}
    </ul>
  )
}
