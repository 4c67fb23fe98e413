'use client'

import { useMessages, useTranslations } from 'use-intl'
import { describeCode, type Permission } from '@/lib/permissions/catalog'
import { useClock } from '../clock/provider'
import { CopyButton } from '../copy/copy-button'
import type { Messages } from '../i18n/messages'
import { useSharedPopover } from '../menu/use-shared-popover'
import { AccessTable } from './access-table'
import { type Held, initials, roleNames } from './held'
import { Why, type WhyProps } from './why'

interface Props {
  person: WhyProps['person'] & { email: string }
  /** All of the catalogue, explained. */
  rows: readonly Held[]
  /** What the addresses of the company begin with. */
  place: string
}

/** What somebody may do and through which roles; each cell tells why, or why not. */
export function AccessGrid({ person, rows, place }: Props) {
  const access = useTranslations('access')
  // Safe because the layout of the pages with this grid gives them these texts.
  const { access: texts } = useMessages() as unknown as Pick<Messages, 'access'>
  const clock = useClock()
  const why = useSharedPopover('why')
  const find = (code: string | undefined) => rows.find(({ permission }) => permission === code)
  const shown = find(why.key)
  const { name, email } = person
  const superuser = access('superuser')
  const said = ({ permission, sources }: Held) =>
    `${describeCode(permission)} (${permission}): ${
      sources.length > 0 ? access('yes', { roles: roleNames(sources, superuser) }) : access('no')
    }`
  const time = `${clock.moment(Date.now())} ${clock.zone}`
  return (
    <div className="grid max-w-180 gap-3">
      <p className="text-muted">
        {access('lead')} <span aria-hidden="true">{access('shapes')}</span>
      </p>
      <AccessTable
        label={access('label', { name })}
        texts={texts}
        cell={(code) => {
          const held = find(code)
          return (
            held && (
              <Cell code={code} label={said(held)} letters={initials(held.sources, superuser)} />
            )
          )
        }}
      />
      <CopyButton
        className="button button--outline w-fit"
        text={[access('copyTitle', { name, email, time }), ...rows.map(said)].join('\n')}
      >
        {access('copy')}
      </CopyButton>
      <div
        ref={why.popover}
        popover="auto"
        className="menu w-88 [position-area:block-end] max-w-[calc(100vw-2rem)]"
      >
        {shown && <Why key={shown.permission} {...{ person, place }} held={shown} />}
      </div>
    </div>
  )
}

interface CellProps {
  code: Permission
  label: string
  letters: readonly string[]
}

const Cell = ({ code, label, letters }: CellProps) => (
  <button
    type="button"
    data-opens="why"
    data-of={code}
    title={label}
    className="min-h-8 w-full rounded-md px-1 hover:bg-default pointer-coarse:min-h-11"
  >
    <span className="sr-only">{label}</span>
    {letters.length > 0 ? (
      <span aria-hidden="true">
        <span className="text-success">✓</span>{' '}
        <span className="text-muted text-xs">{letters.slice(0, 2).join(' ')}</span>
        {letters.length > 2 && <span className="text-muted text-xs"> +{letters.length - 2}</span>}
      </span>
    ) : (
      <span aria-hidden="true" className="text-muted">
        –
      </span>
    )}
  </button>
)
