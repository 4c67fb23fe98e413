import { getText } from '@/app/_ui/i18n/messages'
import { addressOf, type ListView } from '@/app/_ui/list/view'
import { Tabs } from '@/app/_ui/tabs'

/** Narrows the list down to one type of role. */
export async function RoleViews({ view }: { view: ListView }) {
  const roles = await getText('roles')
  const tab = (name: 'any' | 'custom' | 'system') => ({
    name,
    label: roles(name),
    href: addressOf(view, { filters: name === 'any' ? {} : { type: name } }),
  })
  return (
    <Tabs
      label={roles('filter')}
      current={view.filters.type ?? 'any'}
      tabs={[tab('any'), tab('custom'), tab('system')]}
    />
  )
}
