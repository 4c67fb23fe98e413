import { route } from '@/lib/core/route'
import { previewRole } from '@/lib/roles/preview-queries'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({ POST: previewRole })
