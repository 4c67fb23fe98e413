import type { z } from 'zod'
import { nameOf } from '@/app/_ui/person'
import { missingToManage } from '@/lib/permissions/granting'
import type { user } from '@/lib/users/schema'

type User = z.infer<typeof user>

/** What the menus and dialogs about somebody need to know of them. */
export interface Person {
  id: string
  name: string
  email: string
  status: User['status']
  /** The company's id; null for a user of the platform. */
  company: string | null
  isSelf: boolean
  /** What the viewer lacks to change them, as the server judges it; null when nothing, or when it is not known. */
  missing: ReturnType<typeof missingToManage>
}

interface Viewer {
  id: string
  is_superuser: boolean
  permissions: readonly string[]
}

/** With the codes that they hold, as far as the page knows them. */
export const personOf = (user: User, me: Viewer, codes: readonly string[] = []): Person => ({
  id: user.id,
  name: nameOf(user),
  email: user.email,
  status: user.status,
  company: user.company?.id ?? null,
  isSelf: user.id === me.id,
  missing: missingToManage({ ...me, user_id: me.id }, { ...user, permissions: codes }),
})
