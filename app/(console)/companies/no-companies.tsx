import Link from 'next/link'
import { getText } from '@/app/_ui/i18n/messages'

interface Props {
  isNarrowed: boolean
  mayCreate: boolean
}

/** In place of a list without rows, with the way on. */
export async function NoCompanies({ isNarrowed, mayCreate }: Props) {
  const text = await getText('companies')
  const setup = await getText('setup')
  const way = isNarrowed
    ? { href: '/companies', label: text('clear') }
    : { href: '/setup', label: setup('title') }
  return (
    <>
      {text(isNarrowed ? 'filteredEmpty' : 'none')}{' '}
      {(isNarrowed || mayCreate) && (
        <Link href={way.href} className="text-accent underline">
          {way.label}
        </Link>
      )}
    </>
  )
}
