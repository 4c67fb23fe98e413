import { COMPANY_PERMISSIONS, type Permission } from './catalog'

interface Template {
  name: string
  description: string
  permissions: readonly Permission[]
}

const VIEWS = COMPANY_PERMISSIONS.filter((code) => code.startsWith('VIEW_'))

/** The roles that most companies begin with. */
export const TEMPLATES: readonly Template[] = [
  {
    name: 'Administrator',
    description: 'Manages people, roles and what they may do',
    permissions: COMPANY_PERMISSIONS,
  },
  {
    name: 'Manager',
    description: 'Looks after people and gives them roles',
    permissions: [
      'VIEW_COMPANIES',
      'VIEW_USERS',
      'CREATE_USER',
      'UPDATE_USER',
      'VIEW_ROLES',
      'VIEW_PERMISSIONS',
      'ASSIGN_ROLES',
    ],
  },
  {
    name: 'Auditor',
    description: 'Sees everything, and who did what, without changing anything',
    permissions: VIEWS,
  },
  {
    name: 'Viewer',
    description: 'Sees people and roles',
    permissions: VIEWS.filter((code) => code !== 'VIEW_AUDIT_LOGS'),
  },
]

/** Those that a company with a role for administrators still lacks. */
export const STANDARD_ROLES = TEMPLATES.filter(
  ({ permissions }) => permissions.length < COMPANY_PERMISSIONS.length,
)
