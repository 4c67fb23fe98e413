import { House, type LucideIcon } from 'lucide-react'
import type { Permission } from '@/lib/permissions/catalog'
import type { Messages } from '../i18n/messages'

export interface NavigationItem {
  label: keyof Messages['nav']
  href: string
  icon: LucideIcon
  /** Whoever lacks it does not see the item at all. */
  permission?: Permission
}

/** The places of the console, in their order. */
export const NAVIGATION: readonly NavigationItem[] = [{ label: 'overview', href: '/', icon: House }]
