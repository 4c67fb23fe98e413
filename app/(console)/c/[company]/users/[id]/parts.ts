import { AccessTab } from './access-tab'
import { ActivityTab } from './activity-tab'
import { ProfileTab } from './profile-tab'
import type { Viewed } from './read'
import { RolesTab } from './roles-tab'
import { SessionsTab } from './sessions-tab'

const PARTS = [
  { name: 'profile', Content: ProfileTab, needs: 'VIEW_USERS' },
  { name: 'roles', Content: RolesTab, needs: 'VIEW_USERS' },
  { name: 'access', Content: AccessTab, needs: 'VIEW_USERS' },
  { name: 'sessions', Content: SessionsTab, needs: 'UPDATE_USER' },
  { name: 'activity', Content: ActivityTab, needs: 'VIEW_AUDIT_LOGS' },
] as const

/** The parts of the page that somebody may see, and the one that was asked for. */
export function partsFor({ may }: Viewed, asked: string) {
  const parts = PARTS.filter(({ needs }) => may(needs))
  return { parts, shown: parts.find(({ name }) => name === asked) ?? parts[0]! }
}
