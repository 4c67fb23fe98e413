'use client'

import { useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import { type Answer, send } from '@/app/_ui/api/send'
import { Unread } from '@/app/_ui/api/unread'
import { Select } from '@/app/_ui/form/field'

interface Company {
  id: string
  name: string
}

const AT_ONCE = 200

/** Every company by name, however many there are. */
async function readCompanies(): Promise<Answer<Company[]>> {
  const all: Company[] = []
  for (let page = 1; ; page++) {
    const path = `/api/companies/?ordering=name&page_size=${AT_ONCE}&page=${page}`
    const answer = await send<Company[]>({ method: 'GET', path })
    if (!answer.ok) return answer
    all.push(...answer.body)
    if (answer.body.length < AT_ONCE) return { ...answer, body: all }
  }
}

interface Props {
  label: string
  /** The one that makes no sense here. */
  except: string | null
}

/** A company as a field of a form; none is chosen beforehand. */
export function CompanySelect({ label, except }: Props) {
  const text = useTranslations('userActions')
  const [answer, setAnswer] = useState<Answer<Company[]>>()
  const read = () => {
    setAnswer(undefined)
    void readCompanies().then(setAnswer)
  }
  useEffect(() => void readCompanies().then(setAnswer), [])
  if (answer?.ok === false) {
    return <Unread lead={text('companiesUnread')} problem={answer.problem} retry={read} />
  }
  return (
    <Select name="company_id" label={label} required defaultValue="">
      <option value="">{text(answer ? 'chooseCompany' : 'loading')}</option>
      {answer?.body
        .filter(({ id }) => id !== except)
        .map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
    </Select>
  )
}
