'use client'

import { use, useRef, useState } from 'react'
import { send } from '@/app/_ui/api/send'
import { Field } from '@/app/_ui/form/field'
import { FieldErrors } from '@/app/_ui/form/labelled'
import { freeCode, isTaken, slugOf } from './codes'

interface Props {
  /** The one that is changed; its code stays when its name changes. */
  company?: { id: string; name: string; code: string }
  texts: Record<'name' | 'code' | 'codeHint' | 'codeTaken', string> & { nameHint?: string }
}

const ask = async (code: string) => {
  const path = `/api/companies/?code=${encodeURIComponent(code)}`
  const answer = await send<{ id: string }[]>({ method: 'GET', path })
  return answer.ok ? answer.body.map(({ id }) => id) : []
}

/** What a company is called, by people and in addresses; tells of a code that is taken as soon as it is left. */
export function NameAndCode({ company, texts }: Props) {
  const code = useRef<HTMLInputElement>(null)
  // Follows the name until somebody chooses it.
  const follows = useRef(!company)
  const [taken, setTaken] = useState('')
  const errors = use(FieldErrors)

  const follow = (name: string) => {
    if (!follows.current || !code.current) return
    code.current.value = slugOf(name)
    setTaken('')
  }
  const settle = async () => {
    const chosen = follows.current ? code.current?.value : undefined
    const free = chosen && (await freeCode(chosen, ask))
    if (free && code.current?.value === chosen) code.current.value = free
  }
  const said = () => code.current?.value.trim().toLowerCase() ?? ''
  const check = async () => {
    const chosen = said()
    const isOther = chosen !== '' && (await isTaken(chosen, ask, company?.id))
    // By the time of the answer, another code may be typed.
    if (chosen === said()) setTaken(isOther ? chosen : '')
  }

  return (
    <FieldErrors value={taken ? { ...errors, code: [texts.codeTaken] } : errors}>
      <Field
        name="name"
        label={texts.name}
        hint={texts.nameHint}
        required
        maxLength={200}
        defaultValue={company?.name}
        onChange={({ target }) => follow(target.value)}
        onBlur={settle}
      />
      <Field
        ref={code}
        name="code"
        label={texts.code}
        hint={texts.codeHint}
        required={company !== undefined}
        optional={company === undefined}
        maxLength={50}
        defaultValue={company?.code}
        autoCapitalize="none"
        spellCheck={false}
        onChange={({ target }) => {
          follows.current = !company && target.value === ''
          setTaken('')
        }}
        onBlur={check}
      />
      <p role="status" className="sr-only">
        {taken && texts.codeTaken}
      </p>
    </FieldErrors>
  )
}
