import type { Permission } from '@/lib/permissions/catalog'
import type { Locale } from '@/messages/locales'

export interface DemoPerson {
  first_name: string
  last_name: string
  /** A role of the company; the first person is its administrator instead. */
  role?: string
  is_active?: false
  is_locked?: true
  /** The role ends after so many days. */
  days?: number
  reason?: string
}

interface DemoCompany {
  /** The same for ever, so that a renamed or deleted demo company is not made again. */
  id: string
  name: string
  domain: string
  description: string
  time_zone: string
  locale: Locale
  roles: { name: string; description: string; permissions: Permission[] }[]
  people: [DemoPerson, ...DemoPerson[]]
}

export const DEMO_COMPANIES: DemoCompany[] = [
  {
    id: '019a0000-0000-7000-8000-0000000000d1',
    name: 'Northwind Trading',
    domain: 'northwind.example',
    description: 'Imports and exports, with offices in Rotterdam and Gdańsk',
    time_zone: 'Europe/Amsterdam',
    locale: 'en-GB',
    roles: [
      {
        name: 'Human Resources',
        description: 'Joiners, movers and leavers',
        permissions: ['VIEW_COMPANIES', 'VIEW_USERS', 'CREATE_USER', 'UPDATE_USER', 'DELETE_USER'],
      },
      {
        name: 'Team Lead',
        description: 'Gives roles to the people of the team',
        permissions: ['VIEW_USERS', 'VIEW_ROLES', 'ASSIGN_ROLES'],
      },
      { name: 'Sales', description: 'Looks colleagues up', permissions: ['VIEW_USERS'] },
      {
        name: 'Auditor',
        description: 'Reads everything and changes nothing',
        permissions: ['VIEW_COMPANIES', 'VIEW_USERS', 'VIEW_ROLES', 'VIEW_AUDIT_LOGS'],
      },
    ],
    people: [
      { first_name: 'Nora', last_name: 'Lindholm' },
      { first_name: 'Omar', last_name: 'Haddad', role: 'Human Resources' },
      { first_name: 'Julia', last_name: 'Kowalski', role: 'Team Lead', reason: 'Promotion' },
      { first_name: 'Ben', last_name: 'Okafor', role: 'Sales' },
      { first_name: 'Mei', last_name: 'Tanaka', role: 'Sales', is_locked: true },
      { first_name: 'Hugo', last_name: 'Moreau', role: 'Sales', is_active: false },
      {
        ...{ first_name: 'Agnes', last_name: 'Weber', role: 'Auditor' },
        ...{ days: 30, reason: 'Yearly review' },
      },
    ],
  },
  {
    id: '019a0000-0000-7000-8000-0000000000d2',
    name: 'Aurora Foods',
    domain: 'aurora.example',
    description: 'Bakeries and frozen food',
    time_zone: 'Europe/Dublin',
    locale: 'en-IE',
    roles: [
      {
        name: 'Service Desk',
        description: 'Unlocks people and helps them to sign in',
        permissions: ['VIEW_USERS', 'UPDATE_USER', 'VIEW_ROLES'],
      },
      {
        name: 'Compliance',
        description: 'Follows who did what',
        permissions: ['VIEW_USERS', 'VIEW_AUDIT_LOGS'],
      },
      { name: 'Production', description: 'May sign in and nothing more', permissions: [] },
    ],
    people: [
      { first_name: 'Paula', last_name: 'Santos' },
      { first_name: 'Felix', last_name: 'Bauer', role: 'Service Desk' },
      { first_name: 'Priya', last_name: 'Singh', role: 'Compliance' },
      { first_name: 'Jana', last_name: 'Novak', role: 'Production' },
      { first_name: 'Milan', last_name: 'Horvat', role: 'Production', is_active: false },
    ],
  },
  {
    id: '019a0000-0000-7000-8000-0000000000d3',
    name: 'Kestrel Logistics',
    domain: 'kestrel.example',
    description: 'Warehouses and transport',
    time_zone: 'America/Chicago',
    locale: 'en-US',
    roles: [
      {
        name: 'Security Officer',
        description: 'Decides what each role may do',
        permissions: ['VIEW_ROLES', 'UPDATE_ROLE', 'VIEW_PERMISSIONS', 'ASSIGN_PERMISSIONS'],
      },
      { name: 'Dispatcher', description: 'Looks drivers up', permissions: ['VIEW_USERS'] },
    ],
    people: [
      { first_name: 'Tariq', last_name: 'Ahmed' },
      { first_name: 'Elena', last_name: 'Popescu', role: 'Security Officer' },
      { first_name: 'Lars', last_name: 'Virtanen', role: 'Dispatcher' },
      {
        ...{ first_name: 'Rosa', last_name: 'Diaz', role: 'Dispatcher' },
        ...{ days: 14, reason: 'Stands in during the holidays' },
      },
    ],
  },
]

/** Somebody of the first company who also works for the second one, with another role. */
export const DEMO_GUEST = {
  first_name: 'Agnes',
  last_name: 'Weber',
  role: 'Compliance',
} as const satisfies DemoPerson
