import { query } from '@/lib/core/operation'
import { oneCompany } from '@/lib/permissions/company-choice'
import { countRoles, recentChanges, soleAdministrator } from './access'
import {
  countPeople,
  endingGrants,
  expiringInvitations,
  lockedPeople,
  peopleWithoutRole,
} from './people'
import { overview, overviewInput } from './schema'

export const getOverview = query({
  summary: 'Tell how things stand in a company, and what needs attention',
  access: 'SIGNED_IN',
  resource: 'Overview',
  input: overviewInput,
  output: overview,
  async run({ db, actor }, input) {
    const company = oneCompany(actor, input.company)
    const may = (code: (typeof actor.permissions)[number]) => actor.permissions.includes(code)
    const [seesUsers, seesRoles, seesAudit] = [
      may('VIEW_USERS'),
      may('VIEW_ROLES'),
      may('VIEW_AUDIT_LOGS'),
    ]
    const [users, roles, locked, invitations, endings, sole, idle, changes] = await Promise.all([
      seesUsers ? countPeople(db, company) : null,
      seesRoles ? countRoles(db, company) : null,
      seesUsers ? lockedPeople(db, company) : null,
      seesUsers ? expiringInvitations(db, company) : null,
      seesUsers ? endingGrants(db, company) : null,
      seesUsers ? soleAdministrator(db, company, seesRoles) : null,
      seesUsers ? peopleWithoutRole(db, company) : null,
      seesAudit ? recentChanges(db, company) : null,
    ])
    return {
      users,
      roles,
      locked_people: locked,
      invitations_expiring: invitations && [...invitations],
      grants_ending: endings && [...endings],
      sole_administrator: sole,
      people_without_role: idle && [...idle],
      recent_permission_changes: changes && [...changes],
    }
  },
})
