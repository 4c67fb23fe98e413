import Link from 'next/link'
import { getText } from '@/app/_ui/i18n/messages'
import { MessagePage } from '@/app/_ui/message-page'

/** Within the console, so that the way on is at hand. The same for what belongs to another company. */
export default async function NotFound() {
  const errors = await getText('errors')
  return (
    <MessagePage title={errors('notFound')}>
      <p>{errors('notFoundWhy')}</p>
      <Link href="/" className="button button--outline w-fit">
        {errors('home')}
      </Link>
    </MessagePage>
  )
}
