import {
  Building2,
  Hash,
  House,
  type LucideIcon,
  ScrollText,
  ShieldCheck,
  Users,
} from 'lucide-react'
import type { Permission } from '@/lib/permissions/catalog'
import type { Messages } from '../i18n/messages'

export interface NavigationItem {
  label: keyof Messages['nav']
  href: string
  icon: LucideIcon
  /** Whoever lacks it does not see the item at all. */
  permission?: Permission
  /** Whether it is about one company, which the address may name. */
  isOfCompany?: boolean
}

/** The places of the console, in their order. */
export const NAVIGATION: readonly NavigationItem[] = [
  { label: 'overview', href: '/', icon: House, isOfCompany: true },
  { label: 'companies', href: '/companies', icon: Building2, permission: 'VIEW_COMPANIES' },
  { label: 'users', href: '/users', icon: Users, permission: 'VIEW_USERS', isOfCompany: true },
  {
    label: 'roles',
    href: '/roles',
    icon: ShieldCheck,
    permission: 'VIEW_ROLES',
    isOfCompany: true,
  },
  {
    label: 'permissions',
    href: '/permissions',
    icon: Hash,
    permission: 'VIEW_PERMISSIONS',
    isOfCompany: true,
  },
  {
    label: 'audit',
    href: '/audit',
    icon: ScrollText,
    permission: 'VIEW_AUDIT_LOGS',
    isOfCompany: true,
  },
]

/** The permission that a page of the console needs, by its address. */
export function neededAt(pathname: string): Permission | undefined {
  const place = pathname.replace(/^\/c\/[^/]+/, '')
  return NAVIGATION.find(
    ({ href }) => href !== '/' && (place === href || place.startsWith(`${href}/`)),
  )?.permission
}
