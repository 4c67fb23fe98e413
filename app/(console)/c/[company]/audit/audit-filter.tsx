import { getText } from '@/app/_ui/i18n/messages'
import { type AuditFilterValues, OUTCOMES } from './filter'

/** A plain form, so that it filters without JavaScript; days are days in UTC. */
export async function AuditFilter({ filter }: { filter: AuditFilterValues }) {
  const audit = await getText('audit')
  return (
    <search>
      <form className="flex flex-wrap items-end gap-3">
        <label className="label grid gap-1">
          {audit('user')}
          <input
            type="search"
            name="user"
            defaultValue={filter.user}
            className="input w-56 font-normal"
          />
        </label>
        <label className="label grid gap-1">
          {audit('from')}
          <input
            type="date"
            name="start_date"
            defaultValue={filter.start_date}
            className="input font-normal"
          />
        </label>
        <label className="label grid gap-1">
          {audit('to')}
          <input
            type="date"
            name="end_date"
            defaultValue={filter.end_date}
            className="input font-normal"
          />
        </label>
        <label className="label grid gap-1">
          {audit('outcome')}
          <select name="outcome" defaultValue={filter.outcome ?? ''} className="input font-normal">
            <option value="">{audit('any')}</option>
            {OUTCOMES.map((outcome) => (
              <option key={outcome} value={outcome}>
                {audit(outcome)}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" className="button button--outline">
          {audit('filter')}
        </button>
      </form>
    </search>
  )
}
