import type { z } from 'zod'
import { load } from '@/lib/core/load'
import { getOverview } from '@/lib/overview/queries'
import type { overview } from '@/lib/overview/schema'

export type Overview = z.infer<typeof overview>

export const readOverview = (company: { company?: string }): Promise<Overview> =>
  load(getOverview, company)
