'use client'

import { useTranslations } from 'use-intl'
import { ProblemText } from '@/app/_ui/api/problem-text'
import type { Answer } from '@/app/_ui/api/send'
import { describePermission, isPermission } from '@/lib/permissions/catalog'
import type { Preview } from './use-preview'

type Person = NonNullable<Preview['people']>[number]

const NAMED = 30

const sentencesOf = (codes: readonly string[]) => codes.filter(isPermission).map(describePermission)

/** What a change does to somebody in the end. */
function Effect({ person }: { person: Person }) {
  const t = useTranslations('matrix')
  const { gains, loses, keeps, is_online, may_sign_in } = person
  const names = [...new Set(keeps.flatMap(({ through }) => through).map(({ name }) => name))]
  const isSame = gains.length + loses.length === 0
  const line = (sign: string, text: string, colour: string) => (
    <li key={text} className={colour}>
      {sign} {text}
    </li>
  )
  return (
    <li className="py-1.5">
      <span className="font-medium">{person.name}</span>
      {is_online && (
        <span className="ms-2 whitespace-nowrap text-success text-xs">
          <span aria-hidden="true">● </span>
          {t('isOnline')}
        </span>
      )}
      <ul className="text-xs">
        {sentencesOf(gains).map((text) => line('+', text, 'text-success'))}
        {sentencesOf(loses).map((text) => line('−', text, 'text-danger'))}
        {names.length > 0 && (
          <li className="text-muted">
            {t(isSame ? 'unchangedVia' : 'keepsVia', { names: names.join(', ') })}
          </li>
        )}
        {isSame && names.length === 0 && (
          <li className="text-muted">{t(may_sign_in ? 'noChange' : 'cannotSignIn')}</li>
        )}
      </ul>
    </li>
  )
}

/** Whom a change would affect, and why it would be refused if it were. */
export function EffectList({ answer }: { answer: Answer<Preview> | undefined }) {
  const t = useTranslations('matrix')
  if (!answer) return <p className="text-muted">{t('counting')}</p>
  if (!answer.ok) {
    return (
      <p className="text-danger">
        <ProblemText problem={answer.problem} />
      </p>
    )
  }
  const { allowed, guards, affected, online, unchanged, people } = answer.body
  if (!allowed) {
    return (
      <div role="alert" className="notice notice--danger grid content-start gap-1 self-start">
        {guards.map(({ message }) => (
          <p key={message}>{message}</p>
        ))}
      </div>
    )
  }
  const rest = affected + unchanged.people - Math.min(people?.length ?? 0, NAMED)
  return (
    <section className="grid content-start gap-2">
      <h3 className="font-medium">
        {t('whoChanges', { count: affected })}
        {online !== null && affected > 0 && (
          <span className="font-normal text-muted">, {t('online', { count: online })}</span>
        )}
      </h3>
      {!people && <p className="text-muted">{t('numbersOnly')}</p>}
      {!people && unchanged.people > 0 && (
        <p className="text-muted">{t('unchangedPeople', { count: unchanged.people })}</p>
      )}
      {people && people.length > 0 && (
        <ul
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
          tabIndex={0}
          aria-label={t('whoChanges', { count: affected })}
          className="max-h-64 divide-y divide-separator overflow-y-auto"
        >
          {people.slice(0, NAMED).map((person) => (
            <Effect key={person.id} person={person} />
          ))}
        </ul>
      )}
      {people && rest > 0 && <p className="text-muted">{t('more', { count: rest })}</p>}
    </section>
  )
}
