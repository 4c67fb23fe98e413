'use client'

import { usePathname } from 'next/navigation'
import { useTranslations } from 'use-intl'
import type { z } from 'zod'
import { CopyButton } from '@/app/_ui/copy/copy-button'
import type { invitationResult } from '@/lib/users/schema'
import { LinkField } from '../_person/link-field'

export type InviteResult = z.infer<typeof invitationResult>

const SHAPES = {
  invited: ['✓', 'text-success'],
  already_member: ['●', 'text-accent'],
  invalid: ['▲', 'text-danger'],
  failed: ['▲', 'text-danger'],
} as const

interface Props {
  results: readonly InviteResult[]
  close: () => void
}

/** What came of each address; links where there is no mail server to send them. */
export function InviteResults({ results, close }: Props) {
  const text = useTranslations('inviting')
  const actions = useTranslations('userActions')
  const users = usePathname()
  const shown = results.filter(({ link }) => link)
  return (
    <>
      <h3 className="font-medium">{text('results')}</h3>
      {shown.length > 0 && <p>{text('linksShown')}</p>}
      <ul className="divide-y divide-separator rounded-lg border border-border">
        {results.map(({ email, status, message, user, link }) => (
          <li key={email} className="grid gap-2 px-3 py-2">
            <p className="flex flex-wrap items-baseline gap-x-3">
              {user ? (
                <a href={`${users}/${user.id}`} className="wrap-anywhere font-medium underline">
                  {email}
                </a>
              ) : (
                <span className="wrap-anywhere font-medium">{email}</span>
              )}
              <span>
                <span aria-hidden="true" className={SHAPES[status][1]}>
                  {SHAPES[status][0]}
                </span>{' '}
                {text(status)}
              </span>
              <span className="text-muted">{message}</span>
            </p>
            {link && <LinkField label={actions('linkFor', { email })} link={link} />}
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap justify-end gap-2">
        {shown.length > 1 && (
          <CopyButton
            className="button button--outline"
            text={shown.map(({ email, link }) => `${email}\t${link}`).join('\n')}
          >
            {text('copyAll')}
          </CopyButton>
        )}
        <button type="button" className="button button--primary" onClick={close}>
          {text('done')}
        </button>
      </div>
    </>
  )
}
