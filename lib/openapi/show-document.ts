import { z } from 'zod'
import { anonymous } from '@/lib/core/operation'
import { nothing } from '@/lib/core/schema'

/** The operation that answers with the document, which lies beside its route. */
export const showDocument = (document: object) =>
  anonymous({
    summary: 'Show this document',
    resource: 'API',
    cacheSeconds: 300,
    input: nothing,
    output: z.record(z.string(), z.unknown()),
    run: async () => ({ ...document }),
  })
