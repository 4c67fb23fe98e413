import { deleteCompany, replaceCompany, updateCompany } from '@/lib/companies/commands'
import { getCompany } from '@/lib/companies/queries'
import { route } from '@/lib/core/route'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: getCompany,
  PUT: replaceCompany,
  PATCH: updateCompany,
  DELETE: [deleteCompany, 204],
})
