import { getText } from '@/app/_ui/i18n/messages'
import { addressOf, type ListView } from '@/app/_ui/list/view'
import { Tabs } from '@/app/_ui/tabs'
import { load } from '@/lib/core/load'
import { listUsers } from '@/lib/users/queries'
import { narrowing } from './filters'

const VIEWS = {
  all: {},
  active: { status: 'active' },
  locked: { status: 'locked' },
  invited: { status: 'invited' },
  withoutRole: { no_role: 'true' },
} as const

const isSame = (one: object, other: object) => JSON.stringify(one) === JSON.stringify(other)

/** The usual questions to the list, and how many people answer the urgent ones. */
export async function UserViews({ view, company }: { view: ListView; company?: string }) {
  const users = await getText('users')
  const count = async (filter: Parameters<typeof load<typeof listUsers.input, never>>[1]) => {
    const { total } = await load(listUsers, { ...filter, company, page_size: 1 })
    return Number(total)
  }
  const [locked, invited, withoutRole] = await Promise.all([
    count({ status: 'locked' }),
    count({ status: 'invited' }),
    count({ without_role: 'true' }),
  ])
  const counts: Record<string, number> = { locked, invited, withoutRole }
  const shown = Object.entries(VIEWS).find(([, filters]) => isSame(filters, narrowing(view)))
  const plain = { ...view, q: '' }
  return (
    <Tabs
      label={users('views')}
      current={view.q ? '' : (shown?.[0] ?? '')}
      tabs={Object.entries(VIEWS).map(([name, filters]) => ({
        name,
        label: users(name as keyof typeof VIEWS),
        href: addressOf(plain, { filters }),
        count: counts[name],
      }))}
    />
  )
}
