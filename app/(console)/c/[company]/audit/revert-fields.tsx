'use client'

import { useTranslations } from 'use-intl'
import { ChangeTable, SetChange } from './change-table'
import { nameOf } from './difference'

interface Field {
  name: string
  now: unknown
  back: unknown
}

function Value({ value }: { value: unknown }) {
  const text = useTranslations('revert')
  if (value === null || value === undefined || value === '') {
    return <span className="text-muted">{text('nothing')}</span>
  }
  return typeof value === 'boolean' ? text(value ? 'yes' : 'no') : nameOf(value)
}

/** What is set now, and what would be set. */
export function RevertFields({ fields }: { fields: readonly Field[] }) {
  const text = useTranslations('revert')
  const texts = { added: text('given'), removed: text('taken') }
  return (
    <ChangeTable
      label={text('fields')}
      columns={[text('field'), text('now'), text('then')]}
      rows={fields.map(({ name, now, back }) => ({
        name,
        cells: Array.isArray(now)
          ? [<SetChange key="set" before={now} after={back} {...texts} />]
          : [<Value key="now" value={now} />, <Value key="then" value={back} />],
      }))}
    />
  )
}
