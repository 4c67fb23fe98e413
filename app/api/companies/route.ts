import { createCompany } from '@/lib/companies/commands'
import { listCompanies } from '@/lib/companies/queries'
import { route } from '@/lib/core/route'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: listCompanies,
  POST: [createCompany, 201],
})
