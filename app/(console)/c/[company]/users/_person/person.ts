import type { z } from 'zod'
import { nameOf } from '@/app/_ui/person'
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
}

export const personOf = (user: User, me: { id: string }): Person => ({
  id: user.id,
  name: nameOf(user),
  email: user.email,
  status: user.status,
  company: user.company?.id ?? null,
  isSelf: user.id === me.id,
})
