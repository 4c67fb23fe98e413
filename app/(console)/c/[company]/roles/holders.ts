import type { Role } from '@/lib/roles/queries'

/** The names of the roles that have each code. */
export function holdersOf(roles: readonly Pick<Role, 'name' | 'permissions'>[]) {
  const holders: Record<string, string[]> = {}
  for (const { name, permissions } of roles) {
    for (const code of permissions) holders[code] = [...(holders[code] ?? []), name]
  }
  return holders
}
