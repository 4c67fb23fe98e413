import { AREAS } from '@/app/_ui/access/areas'
import { getText } from '@/app/_ui/i18n/messages'
import { SearchBox } from '@/app/_ui/list/search-box'
import { type ListView, readView, type SearchParams } from '@/app/_ui/list/view'
import { PageHeader } from '@/app/_ui/page-header'
import { Crumbs } from '@/app/_ui/shell/crumbs'
import { getMe } from '@/lib/auth/queries'
import { load } from '@/lib/core/load'
import type { Permission } from '@/lib/permissions/catalog'
import { listPermissions } from '@/lib/permissions/queries'
import { listPermissionUsage } from '@/lib/permissions/usage-queries'
import { AreaRows } from './area-rows'

interface Props {
  company: { company?: string }
  /** What the addresses of its lists begin with. */
  place: string
  searchParams: SearchParams
}

/** Whom to name, as the address says it. */
const whoOf = ({ filters }: ListView) => filters.who

/** Every permission by what it is about, with who has it. */
export async function Catalogue({ company, place, searchParams }: Props) {
  const [text, list, access] = [
    await getText('permissions'),
    await getText('list'),
    await getText('access'),
  ]
  const view = await readView(searchParams, [], ['who'])
  const [{ rows: found, total }, { rows: usage }, { permissions }] = await Promise.all([
    load(listPermissions, view.q ? { search: view.q } : {}),
    load(listPermissionUsage, company),
    load(getMe, {}),
  ])
  const byCode = new Map(found.map((one) => [one.name, one]))
  const around = {
    view,
    company,
    place,
    who: whoOf(view),
    maySeePeople: permissions.includes('VIEW_USERS'),
  }
  const areas = AREAS.map(({ name, codes }) => ({
    name: access(`areas.${name}`),
    // Safe because the values of an area are its codes.
    rows: (Object.values(codes) as Permission[]).flatMap((code) => {
      const permission = byCode.get(code)
      const held = usage.find((one) => one.permission === code)
      return permission && held
        ? [{ code, id: permission.id, description: permission.description, held }]
        : []
    }),
  })).filter(({ rows }) => rows.length > 0)
  return (
    <>
      <Crumbs of="permissions" place={place} />
      <PageHeader title={text('title')} note={total} />
      <p className="text-muted">{text('note')}</p>
      <SearchBox view={view} label={text('search')} total={Number(total)} />
      {areas.length === 0 ? (
        <p className="panel px-4 py-8 text-center">{list('nothingFound', { q: view.q })}</p>
      ) : (
        <div className="panel overflow-x-auto">
          <table aria-label={text('lists')} className="list catalogue w-full border-collapse">
            <thead>
              <tr>
                <th scope="col">{text('meaning')}</th>
                <th scope="col">{text('code')}</th>
                <th scope="col">{text('heldBy')}</th>
                {around.maySeePeople && (
                  <th scope="col">
                    <span className="sr-only">{text('who')}</span>
                  </th>
                )}
              </tr>
            </thead>
            {areas.map((area) => (
              <AreaRows key={area.name} {...area} around={around} />
            ))}
          </table>
        </div>
      )}
    </>
  )
}
