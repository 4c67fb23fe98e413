import { route } from '@/lib/core/route'
import { assignCompany } from '@/lib/users/company-commands'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({ POST: assignCompany })
