const ROWS = 12

/** What stands on a page one below the other, each as high as it will be; `rows` are those of a table. */
const SHAPES = {
  overview: ['h-14 w-64', 'h-25 max-md:h-52', 'h-54', 'h-80'],
  list: ['h-8 w-40', 'h-9', 'h-8 max-md:h-18', 'rows'],
  audit: ['h-8 w-40 max-md:h-14', 'h-18', 'h-44.5 max-md:h-49.5', 'rows'],
  permissions: ['h-8 w-40', 'h-5 w-120 max-w-full max-md:h-10', 'h-8 w-72', 'rows'],
  matrix: ['h-14 w-64 max-md:h-25', 'h-9', 'rows'],
  person: ['h-23 w-80', 'h-9', 'h-91 max-w-180'],
  form: ['h-8 w-40', 'h-190 max-w-180'],
  page: ['h-8 w-40', 'h-9', 'h-125 max-w-180'],
} as const

/** The shape of the page at an address. */
export function shapeOf(pathname: string): keyof typeof SHAPES {
  const [place = '', below] = pathname
    .replace(/^\/c\/[^/]+/, '')
    .split('/')
    .slice(1)
  if (place === '') return 'overview'
  if (place === 'audit' || place === 'permissions') return place
  if (place === 'roles' && below) return below === 'new' ? 'form' : 'matrix'
  if (place === 'users' && below) return 'person'
  return below || place === 'account' || place === 'setup' ? 'page' : 'list'
}

/** In the place of a page that is on its way, and only of one that takes its time. */
export const Skeleton = ({ of }: { of: keyof typeof SHAPES }) => (
  <div className="skeleton" aria-hidden="true" data-shape={of}>
    {SHAPES[of].map((block) =>
      block === 'rows' ? (
        <div key={block} className="overflow-hidden rounded-lg border border-border bg-surface">
          {Array.from({ length: ROWS }, (_, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows that stand for others have no names
            <div key={row} className="skeleton-row">
              <span className="skeleton-block h-3 w-2/5" />
            </div>
          ))}
        </div>
      ) : (
        <div key={block} className={`skeleton-block ${block}`} />
      ),
    )}
  </div>
)
