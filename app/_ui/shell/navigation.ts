import type { Permission } from '@/lib/permissions/catalog'
import type { Messages } from '../i18n/messages'

export interface NavigationItem {
  label: keyof Messages['nav']
  href: string
  /** Whoever lacks it does not see the item at all. */
  permission?: Permission
  /** Whether it is about one company, which the address may name. */
  isOfCompany?: boolean
}

/** The places of the console, in their order. */
export const NAVIGATION: readonly NavigationItem[] = [
  { label: 'overview', href: '/', isOfCompany: true },
  { label: 'companies', href: '/companies', permission: 'VIEW_COMPANIES' },
  { label: 'users', href: '/users', permission: 'VIEW_USERS', isOfCompany: true },
  {
    label: 'roles',
    href: '/roles',
    permission: 'VIEW_ROLES',
    isOfCompany: true,
  },
  {
    label: 'permissions',
    href: '/permissions',
    permission: 'VIEW_PERMISSIONS',
    isOfCompany: true,
  },
  {
    label: 'audit',
    href: '/audit',
    permission: 'VIEW_AUDIT_LOGS',
    isOfCompany: true,
  },
]

interface Need {
  permission?: Permission
  /** The place that it opens, unless it opens only one page of it. */
  label?: NavigationItem['label']
}

/** What a page of the console needs, by its address. */
export function needAt(pathname: string): Need | undefined {
  const place = pathname.replace(/^\/c\/[^/]+/, '')
  if (place === '/roles/new') return { permission: 'CREATE_ROLE' }
  return NAVIGATION.find(
    ({ href }) => href !== '/' && (place === href || place.startsWith(`${href}/`)),
  )
}
