import type { z } from 'zod'
import type { auditHistogram } from '@/lib/audit-logs/schema'
import { getText } from '../i18n/messages'
import { auditAddress } from './view'
import { readClock } from './zone'

type Histogram = z.infer<typeof auditHistogram>
type Bucket = Histogram['buckets'][number]

interface Props {
  histogram: Histogram
  label: string
  /** Where the explorer is. */
  path: string
}

const HEIGHT = 96
const WIDTH = 10
const GAP = 2

/** From below: what went well, what is sensitive, and what was refused or went wrong. */
const partsOf = ({ success, sensitive, failure, denied }: Bucket) =>
  [
    { className: 'bar-done', count: success },
    { className: 'bar-sensitive', count: sensitive },
    { className: 'bar-failed', count: failure + denied },
  ] as const

const sum = (bucket: Bucket) => partsOf(bucket).reduce((total, { count }) => total + count, 0)

function Bar({ bucket, index, most }: { bucket: Bucket; index: number; most: number }) {
  let top = HEIGHT
  return partsOf(bucket).map(({ className, count }) => {
    // Whatever happened at all is seen.
    const height = count === 0 ? 0 : Math.max(2, (count / most) * (HEIGHT - 6))
    top -= height
    return (
      <rect
        key={className}
        className={className}
        x={index * WIDTH + GAP / 2}
        y={top}
        width={WIDTH - GAP}
        height={height}
      />
    )
  })
}

/** How much happened when, each bar leading to its entries; the same as a table below. */
export async function Bars({ histogram, label, path }: Props) {
  const [text, clock] = [await getText('bars'), await readClock()]
  const { buckets, bucket_seconds } = histogram
  const most = Math.max(1, ...buckets.map(sum))
  const rows = buckets.map((bucket) => {
    const to = new Date(Date.parse(bucket.start) + bucket_seconds * 1000).toISOString()
    const counts = {
      done: bucket.success,
      sensitive: bucket.sensitive,
      failed: bucket.failure + bucket.denied,
    }
    const href = auditAddress({}, { range: undefined, from: bucket.start, to }, path)
    return { bucket, counts, href, at: clock.moment(bucket.start) }
  })
  return (
    <div className="grid gap-2">
      <svg
        aria-hidden="true"
        className="bars"
        viewBox={`0 0 ${Math.max(1, buckets.length) * WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
      >
        {rows.map(({ bucket, counts, href, at }, index) => (
          <a key={bucket.start} href={href} tabIndex={-1}>
            <title>{`${at}: ${text('counts', counts)}`}</title>
            <rect x={index * WIDTH} y={0} width={WIDTH} height={HEIGHT} fill="transparent" />
            <Bar bucket={bucket} index={index} most={most} />
          </a>
        ))}
      </svg>
      <ul className="flex flex-wrap gap-x-4 text-muted text-xs">
        {(['done', 'sensitive', 'failed'] as const).map((name) => (
          <li key={name} className="flex items-center gap-1.5">
            <svg aria-hidden="true" className="size-2.5" viewBox="0 0 10 10">
              <rect className={`bar-${name}`} width={10} height={10} />
            </svg>
            {text(name)}
          </li>
        ))}
      </ul>
      <details>
        <summary className="w-fit min-h-6 cursor-pointer text-muted text-xs">
          {text('table')}
        </summary>
        <div className="max-h-80 overflow-auto">
          <table aria-label={label} className="list w-full border-collapse">
            <thead>
              <tr>
                <th scope="col">{text('from', { zone: clock.zone })}</th>
                <th scope="col">{text('done')}</th>
                <th scope="col">{text('sensitive')}</th>
                <th scope="col">{text('failed')}</th>
              </tr>
            </thead>
            <tbody>
              {rows
                .filter(({ bucket }) => sum(bucket) > 0)
                .map(({ bucket, counts, href, at }) => (
                  <tr key={bucket.start}>
                    <th scope="row">
                      <a href={href} className="hover:underline">
                        {at}
                      </a>
                    </th>
                    <td>{counts.done}</td>
                    <td>{counts.sensitive}</td>
                    <td>{counts.failed}</td>
                  </tr>
                ))}
            </tbody>
          </table>
        </div>
      </details>
    </div>
  )
}
