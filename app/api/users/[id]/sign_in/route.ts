import { route } from '@/lib/core/route'
import { getUserSignIn } from '@/lib/users/sign-in-queries'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({ GET: getUserSignIn })
