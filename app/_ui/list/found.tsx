import { getText } from '../i18n/messages'

interface Props {
  /** What is asked for. */
  of: object
  total: number
}

/** Tells those who do not see the list how many there are of what they ask for, also when there are as many as before. */
export async function Found({ of, total }: Props) {
  const list = await getText('list')
  return (
    <p role="status" className="sr-only">
      <span key={JSON.stringify(of)}>{list('found', { total })}</span>
    </p>
  )
}
