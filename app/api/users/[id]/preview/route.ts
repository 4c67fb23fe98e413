import { route } from '@/lib/core/route'
import { previewUser } from '@/lib/users/preview-queries'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({ POST: previewUser })
