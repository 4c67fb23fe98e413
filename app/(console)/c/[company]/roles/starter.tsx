import { getText } from '@/app/_ui/i18n/messages'
import { TEMPLATES } from '@/lib/permissions/templates'
import { StandardRoles } from './_actions/standard-roles'

interface Props {
  held: readonly string[]
  company?: string
}

/** Below a list without roles of the company's own: the usual ones at one click. */
export async function Starter({ held, company }: Props) {
  const roles = await getText('roles')
  const isGrantable = TEMPLATES.every(({ permissions }) =>
    permissions.every((code) => held.includes(code)),
  )
  if (!isGrantable || !held.includes('ASSIGN_PERMISSIONS')) return null
  const names = TEMPLATES.map(({ name }) => name).join(', ')
  return (
    <section className="panel grid justify-items-center gap-3 px-4 py-8 text-center">
      <p className="max-w-prose">{roles('standardHint', { names })}</p>
      <StandardRoles
        templates={TEMPLATES.map((template) => ({ ...template, company }))}
        label={roles('standard', { count: TEMPLATES.length })}
        done={roles('standardDone', { count: TEMPLATES.length })}
      />
    </section>
  )
}
