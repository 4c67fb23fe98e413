import { Ellipsis } from 'lucide-react'
import { getText } from '@/app/_ui/i18n/messages'

/** Opens the menu of somebody, which all of a page share. */
export async function MoreButton({ id, name }: { id: string; name: string }) {
  const users = await getText('users')
  return (
    <button
      type="button"
      data-opens="person-menu"
      data-of={id}
      aria-label={users('more', { name })}
      className="icon-button"
    >
      <Ellipsis className="size-4" aria-hidden="true" />
    </button>
  )
}
