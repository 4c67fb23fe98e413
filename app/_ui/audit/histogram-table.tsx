import Link from 'next/link'
import type { Clock } from '../clock/clock'
import { getText } from '../i18n/messages'
import { type Bucket, narrowed, SERIES, totalOf } from './histogram'
import type { AuditView } from './view'

interface Props {
  buckets: readonly Bucket[]
  seconds: number
  view: AuditView
  clock: Clock
  path?: string
}

/** The same numbers as a table, without the times in which nothing happened. */
export async function HistogramTable({ buckets, seconds, view, clock, path }: Props) {
  const audit = await getText('audit')
  return (
    <details className="min-w-0 open:basis-full">
      <summary className="min-h-6 cursor-pointer py-1 hover:text-foreground">
        {audit('asTable')}
      </summary>
      <div className="mt-2 max-h-72 overflow-auto">
        <table aria-label={audit('histogram')} className="list w-full text-foreground">
          <thead>
            <tr>
              <th scope="col">{audit('period')}</th>
              {SERIES.map((name) => (
                <th key={name} scope="col">
                  {audit(name)}
                </th>
              ))}
              <th scope="col">{audit('total')}</th>
            </tr>
          </thead>
          <tbody>
            {buckets
              .filter((bucket) => totalOf(bucket) > 0)
              .map((bucket) => (
                <tr key={bucket.start}>
                  <th scope="row" className="whitespace-nowrap">
                    <Link
                      href={narrowed(view, bucket, seconds, path)}
                      prefetch={false}
                      className="underline"
                    >
                      {clock.moment(bucket.start)}
                    </Link>
                  </th>
                  {SERIES.map((name) => (
                    <td key={name}>{bucket[name]}</td>
                  ))}
                  <td>{totalOf(bucket)}</td>
                </tr>
              ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}
