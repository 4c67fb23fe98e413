import { getText } from '@/app/_ui/i18n/messages'
import { addressOf, type ListView } from '@/app/_ui/list/view'
import { Tabs } from '@/app/_ui/tabs'
import { VIEWS } from './views'

/** The usual questions to the list; none of them is current while something is searched. */
export async function CompanyViews({ view }: { view: ListView }) {
  const text = await getText('companies')
  const shown = Object.entries(VIEWS).find(
    ([, filters]) => JSON.stringify(filters) === JSON.stringify(view.filters),
  )
  const tabs = Object.entries(VIEWS).map(([name, filters]) => ({
    name,
    // Safe because these are the names of the views.
    label: text(name as keyof typeof VIEWS),
    href: addressOf({ ...view, q: '' }, { filters }),
  }))
  return <Tabs label={text('views')} current={view.q ? '' : (shown?.[0] ?? '')} tabs={tabs} />
}
