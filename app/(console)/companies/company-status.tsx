import { getText } from '@/app/_ui/i18n/messages'

/** A shape besides the word, so that the colour is never alone. */
export async function CompanyStatus({ isActive }: { isActive: boolean }) {
  const text = await getText('companies')
  return (
    <span className="whitespace-nowrap">
      <span aria-hidden="true" className={isActive ? 'text-success' : 'text-muted'}>
        {isActive ? '●' : '○'}
      </span>{' '}
      {text(isActive ? 'active' : 'suspended')}
    </span>
  )
}
