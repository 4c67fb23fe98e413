import type { Permission } from '@/lib/permissions/catalog'

/** What can be done, from left to right. */
export const ACTS = ['view', 'create', 'update', 'delete', 'assign'] as const
export type Act = (typeof ACTS)[number]

/** What it can be done with, from top to bottom, and the code of each cell; where there is none, nobody can. */
export const AREAS = [
  {
    name: 'companies',
    codes: {
      view: 'VIEW_COMPANIES',
      create: 'CREATE_COMPANY',
      update: 'UPDATE_COMPANY',
      delete: 'DELETE_COMPANY',
    },
  },
  {
    name: 'users',
    codes: {
      view: 'VIEW_USERS',
      create: 'CREATE_USER',
      update: 'UPDATE_USER',
      delete: 'DELETE_USER',
      assign: 'ASSIGN_ROLES',
    },
  },
  {
    name: 'roles',
    codes: {
      view: 'VIEW_ROLES',
      create: 'CREATE_ROLE',
      update: 'UPDATE_ROLE',
      delete: 'DELETE_ROLE',
      assign: 'ASSIGN_PERMISSIONS',
    },
  },
  { name: 'permissions', codes: { view: 'VIEW_PERMISSIONS' } },
  { name: 'audit', codes: { view: 'VIEW_AUDIT_LOGS' } },
] as const satisfies readonly { name: string; codes: Partial<Record<Act, Permission>> }[]

export type Area = (typeof AREAS)[number]['name']

/** The code of a cell, or undefined where nobody can do that. */
export const codeOf = (area: Area, act: Act): Permission | undefined => {
  const codes: Partial<Record<Act, Permission>> = AREAS.find(({ name }) => name === area)!.codes
  return codes[act]
}
