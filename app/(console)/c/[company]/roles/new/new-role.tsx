'use client'

import { forbidden } from 'next/navigation'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Field, TextArea } from '@/app/_ui/form/field'
import { Form } from '@/app/_ui/form/form'
import { useLive, useMay } from '@/lib/realtime/client/live-provider'
import { PermissionMatrix } from '../_matrix/permission-matrix'
import { type Start, StartChoice, type StartGroup } from './start-choice'

interface Props {
  /** For superusers: where the role is created. */
  company?: string
  place: string
  groups: readonly StartGroup[]
  /** The roles that have a code. */
  others: Record<string, string[]>
}

/** A role from its name to its last permission, created at once. */
export function NewRole({ company, place, groups, others }: Props) {
  const t = useTranslations('roleActions')
  const matrix = useTranslations('matrix')
  const { permissions: held } = useLive()
  const [wasAllowed] = useState(useMay('CREATE_ROLE'))
  const mayAssign = held.includes('ASSIGN_PERMISSIONS')
  const [start, setStart] = useState<Start>()
  const [value, setValue] = useState<readonly string[]>([])
  // Judged here and only once: what was typed stays when the right to it goes.
  if (!wasAllowed) forbidden()
  const isGrantable = (code: string) => mayAssign && held.includes(code)
  const begin = (chosen: Start | undefined) => {
    setStart(chosen)
    setValue(chosen?.permissions.filter(isGrantable) ?? [])
  }
  const leftOut = start?.permissions.filter((code) => !isGrantable(code)).length ?? 0
  return (
    <div className="max-w-180" onReset={() => begin(undefined)}>
      <Form
        method="POST"
        path="/api/roles/"
        body={company ? { company } : undefined}
        needs="CREATE_ROLE"
        submit={t('create')}
        done={t('created')}
        next={`${place}/roles/{id}`}
      >
        <div className="grid gap-4">
          <Field name="name" label={t('name')} required maxLength={100} />
          <TextArea name="description" label={t('description')} rows={2} maxLength={1000} />
          <StartChoice groups={groups} chosen={start} onChoose={begin} />
          {leftOut > 0 && <p className="notice">{t('leftOut', { count: leftOut })}</p>}
        </div>
        <PermissionMatrix
          label={matrix('labelNew')}
          name="permissions"
          base={start?.permissions ?? []}
          value={value}
          onChange={setValue}
          others={others}
          isReadOnly={!mayAssign}
        />
      </Form>
    </div>
  )
}
