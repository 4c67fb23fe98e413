'use client'

import { useTranslations } from 'use-intl'
import { describePermission, PERMISSIONS, type Permission } from '@/lib/permissions/catalog'

interface Props {
  /** What both began with. */
  before: readonly string[]
  theirs: readonly string[]
  /** What is saved in the end. */
  result: readonly string[]
}

/** What somebody else has saved while this was being ticked, beside what is changed here, and what both come to. */
export function Merged({ before, theirs, result }: Props) {
  const t = useTranslations('matrix')
  const ui = useTranslations('ui')
  const changed = PERMISSIONS.filter(
    (code) =>
      before.includes(code) !== theirs.includes(code) ||
      theirs.includes(code) !== result.includes(code),
  )
  const act = (code: Permission, from: readonly string[], to: readonly string[]) => {
    if (from.includes(code) === to.includes(code)) return <td className="text-muted">—</td>
    const isAddition = to.includes(code)
    return (
      <td className={isAddition ? 'text-success' : 'text-danger'}>
        <span aria-hidden="true">{isAddition ? '+ ' : '− '}</span>
        {t(isAddition ? 'isAdded' : 'isRemoved')}
      </td>
    )
  }
  return (
    <section className="grid gap-2">
      <p role="status" className="notice">
        {t('theyChanged')}
      </p>
      <div className="overflow-x-auto">
        <table className="list w-full border-collapse">
          <thead>
            <tr>
              <th scope="col">{t('permission')}</th>
              <th scope="col">{ui('theirs')}</th>
              <th scope="col">{ui('yours')}</th>
              <th scope="col">{ui('result')}</th>
            </tr>
          </thead>
          <tbody>
            {changed.map((code) => (
              <tr key={code}>
                <th scope="row">{describePermission(code)}</th>
                {act(code, before, theirs)}
                {act(code, theirs, result)}
                <td>{t(result.includes(code) ? 'isIn' : 'isOut')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
