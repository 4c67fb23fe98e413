'use client'

import { type RefObject, useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import { ProblemText } from '../api/problem-text'
import { type Answer, send } from '../api/send'
import { CancelButton } from '../dialog/cancel-button'
import { Dialog } from '../dialog/dialog'
import { useOffline } from '../live/use-offline'
import { type Body, bodyOf, fill, labelOf } from './body'
import { type Merge, merge } from './merge'

interface Props {
  form: RefObject<HTMLFormElement | null>
  /** Where the version of the server is read. */
  path: string
  baseline: Body
  isPending: boolean
  onSave: (fields: Body, etag: string | undefined) => void
  onClose: () => void
}

const shown = (value: unknown) =>
  Array.isArray(value) ? value.join(', ') || '—' : String(value ?? '') || '—'

/** What somebody else saved meanwhile beside what is typed here, and what both come to. */
export function MergeNotice({ form, path, baseline, isPending, onSave, onClose }: Props) {
  const ui = useTranslations('ui')
  const offline = useOffline()
  const [current, setCurrent] = useState<Answer<Body>>()
  const [theirs, setTheirs] = useState<readonly string[]>([])
  useEffect(() => {
    void send<Body>({ method: 'GET', path }).then(setCurrent)
  }, [path])
  if (!form.current || !current) return null
  if (!current.ok) {
    return (
      <Dialog title={ui('mergeTitle')} onClose={onClose}>
        <p>
          <ProblemText problem={current.problem} />
        </p>
      </Dialog>
    )
  }
  const found = merge(baseline, current.body, bodyOf(form.current))
  const result = { ...found.result }
  for (const { name, theirs: value } of found.conflicts) {
    if (theirs.includes(name)) result[name] = value
  }
  const choose = (name: string, isTheirs: boolean) =>
    setTheirs((chosen) => [...chosen.filter((one) => one !== name), ...(isTheirs ? [name] : [])])
  return (
    <Dialog title={ui('mergeTitle')} width="wide" onClose={onClose}>
      <p className="max-w-prose">{ui('mergeWhy')}</p>
      <MergeTable form={form.current} {...{ found, result, theirs, choose }} />
      <div className="flex justify-end gap-2">
        <CancelButton />
        <button
          type="button"
          disabled={isPending}
          {...offline}
          className="button button--primary"
          onClick={() => {
            if (form.current) fill(form.current, result)
            onSave(result, current.etag)
          }}
        >
          {ui('saveResult')}
        </button>
      </div>
    </Dialog>
  )
}

interface TableProps {
  form: HTMLFormElement
  found: Merge
  result: Body
  theirs: readonly string[]
  choose: (name: string, isTheirs: boolean) => void
}

function MergeTable({ form, found, result, theirs, choose }: TableProps) {
  const ui = useTranslations('ui')
  const side = (name: string, value: unknown, isTheirs: boolean) => (
    <label className="flex items-start gap-2">
      <input
        type="radio"
        name={`merge-${name}`}
        className="mt-0.5 accent-accent"
        checked={theirs.includes(name) === isTheirs}
        onChange={() => choose(name, isTheirs)}
      />
      {shown(value)}
    </label>
  )
  return (
    <div className="overflow-x-auto">
      <table className="list w-full border-collapse">
        <thead>
          <tr>
            {(['field', 'theirs', 'yours', 'result'] as const).map((column) => (
              <th key={column} scope="col">
                {ui(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {found.conflicts.map(({ name, theirs: other, yours }) => (
            <tr key={name}>
              <th scope="row">{labelOf(form, name)}</th>
              <td>{side(name, other, true)}</td>
              <td>{side(name, yours, false)}</td>
              <td>{shown(result[name])}</td>
            </tr>
          ))}
          {found.taken.map((name) => (
            <tr key={name}>
              <th scope="row">{labelOf(form, name)}</th>
              <td colSpan={2}>{ui('noConflict')}</td>
              <td>{shown(result[name])}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
