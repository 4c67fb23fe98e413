import { AREAS } from '@/app/_ui/access/areas'
import { getText } from '@/app/_ui/i18n/messages'
import { codesOfArea } from './_matrix/codes'

const [WIDTH, GAP, HEIGHT] = [14, 2, 6]

/** How much of each area a role covers, a segment for each. */
export async function AreaBar({ permissions }: { permissions: readonly string[] }) {
  const [roles, matrix] = [await getText('roles'), await getText('matrix')]
  const shares = AREAS.map(({ name }) => {
    const codes = codesOfArea(name)
    const count = codes.filter((code) => permissions.includes(code)).length
    return { name, count, total: codes.length }
  })
  const label = shares
    .map(({ name, count, total }) =>
      roles('areaShare', { area: matrix(`areas.${name}`), count, total }),
    )
    .join(', ')
  return (
    <svg
      role="img"
      aria-label={label}
      width={AREAS.length * (WIDTH + GAP) - GAP}
      height={HEIGHT}
      className="shrink-0"
    >
      <title>{label}</title>
      {shares.map(({ name, count, total }, index) => (
        <g key={name} transform={`translate(${index * (WIDTH + GAP)})`}>
          <rect width={WIDTH} height={HEIGHT} rx="1" className="fill-border" />
          <rect width={(WIDTH * count) / total} height={HEIGHT} rx="1" className="fill-accent" />
        </g>
      ))}
    </svg>
  )
}
