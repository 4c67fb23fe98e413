import { Download } from 'lucide-react'
import { getText } from '@/app/_ui/i18n/messages'
import { Menu } from '@/app/_ui/menu/menu'

/** The present filter as a file. Plain links: the browser itself downloads. */
export async function ExportMenu({ input }: { input: Record<string, string | undefined> }) {
  const audit = await getText('audit')
  const given = Object.entries(input).filter((entry): entry is [string, string] => !!entry[1])
  const href = (format: string) =>
    `/api/audit-logs/export/?${new URLSearchParams([['format', format], ...given])}`
  const button = (
    <>
      <Download aria-hidden="true" />
      {audit('export')}
    </>
  )
  return (
    <Menu id="export" label={audit('export')} button={button} className="button button--outline">
      <a href={href('csv')} download>
        {audit('exportCsv')}
      </a>
      <a href={href('json')} download>
        {audit('exportJson')}
      </a>
    </Menu>
  )
}
