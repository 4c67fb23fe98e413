import { describePermission, type Permission } from '@/lib/permissions/catalog'
import { differences } from './differences'

interface Props {
  before: readonly string[]
  after: readonly string[]
  /** The words for what is put in and taken out. */
  say: (key: 'gains' | 'loses', values: { permission: string }) => string
}

/** What a set of permissions gains and loses. */
export function DifferenceList({ before, after, say }: Props) {
  const { added, removed } = differences(before, after)
  const line = (code: Permission, isAddition: boolean) => (
    <li key={code} className="flex items-baseline gap-2">
      <span
        aria-hidden="true"
        className={`w-3 shrink-0 text-center font-semibold ${isAddition ? 'text-success' : 'text-danger'}`}
      >
        {isAddition ? '+' : '−'}
      </span>
      <span className="sr-only">
        {say(isAddition ? 'gains' : 'loses', { permission: describePermission(code) })}
      </span>
      <span className="min-w-0">
        <span aria-hidden="true">{describePermission(code)} </span>
        <code className="wrap-anywhere text-muted text-xs">{code}</code>
      </span>
    </li>
  )
  return (
    <ul className="grid gap-1">
      {added.map((code) => line(code, true))}
      {removed.map((code) => line(code, false))}
    </ul>
  )
}
