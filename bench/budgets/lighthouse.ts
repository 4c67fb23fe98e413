import lighthouse, { desktopConfig } from 'lighthouse'

export interface Scores {
  performance: number
  accessibility: number
  bestPractices: number
  /** Cumulative layout shift. */
  shift: number
}

const CATEGORIES = ['performance', 'accessibility', 'best-practices']

/** What Lighthouse says of a page, as whoever the cookie names, in the Chromium that listens on the port. */
export async function score(
  address: string,
  { port, cookie, form }: { port: number; cookie: string; form: 'desktop' | 'mobile' },
): Promise<Scores> {
  const flags = {
    port,
    logLevel: 'error' as const,
    onlyCategories: CATEGORIES,
    disableStorageReset: true,
    extraHeaders: { Cookie: cookie },
  }
  const result = await lighthouse(address, flags, form === 'desktop' ? desktopConfig : undefined)
  const report = result?.lhr
  if (!report || report.runtimeError) {
    throw new Error(`Lighthouse failed: ${report?.runtimeError?.message}`)
  }
  for (const { id } of report.categories.accessibility?.auditRefs ?? []) {
    const audit = report.audits[id]
    if (audit?.score === 0) console.error(`  ${address} (${form}) ${id}: ${audit.title}`)
  }
  const of = (category: string) => Math.round((report.categories[category]?.score ?? 0) * 100)
  return {
    performance: of('performance'),
    accessibility: of('accessibility'),
    bestPractices: of('best-practices'),
    shift: report.audits['cumulative-layout-shift']?.numericValue ?? 1,
  }
}
