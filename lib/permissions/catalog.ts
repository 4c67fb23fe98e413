interface Entry {
  code: string
  description: string
  /** Only superusers hold it; no company's role can. */
  platform?: true
}

/** Every permission the product knows, in the order people read them. The single list. */
export const CATALOG = [
  { code: 'VIEW_COMPANIES', description: 'See companies' },
  { code: 'CREATE_COMPANY', description: 'Create companies', platform: true },
  { code: 'UPDATE_COMPANY', description: 'Change the company' },
  { code: 'DELETE_COMPANY', description: 'Delete companies', platform: true },
  { code: 'VIEW_USERS', description: 'See users' },
  { code: 'CREATE_USER', description: 'Create users' },
  { code: 'UPDATE_USER', description: 'Change users' },
  { code: 'DELETE_USER', description: 'Delete users' },
  { code: 'VIEW_ROLES', description: 'See roles' },
  { code: 'CREATE_ROLE', description: 'Create roles' },
  { code: 'UPDATE_ROLE', description: 'Change roles' },
  { code: 'DELETE_ROLE', description: 'Delete roles' },
  { code: 'VIEW_PERMISSIONS', description: 'See the permission catalogue' },
  { code: 'ASSIGN_PERMISSIONS', description: 'Give permissions to roles' },
  { code: 'ASSIGN_ROLES', description: 'Give roles to users' },
  { code: 'VIEW_AUDIT_LOGS', description: 'See audit logs' },
] as const satisfies readonly Entry[]

export type Permission = (typeof CATALOG)[number]['code']

export const PERMISSIONS = CATALOG.map(({ code }) => code)

/** The codes that a company's role may hold. */
export const COMPANY_PERMISSIONS: readonly Permission[] = CATALOG.filter(
  (entry) => !('platform' in entry),
).map(({ code }) => code)

export const isPermission = (code: string): code is Permission =>
  (PERMISSIONS as readonly string[]).includes(code)

/** A code as its sentence; one that is not known here, as it is. */
export const describeCode = (code: string) => (isPermission(code) ? describePermission(code) : code)

/** Deletes something, or can give its holder more. */
export const isSensitive = (code: Permission) => /^(DELETE|ASSIGN)_/.test(code)

export const describePermission = (code: Permission) =>
  CATALOG.find((entry) => entry.code === code)!.description
