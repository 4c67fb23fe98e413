import type { Metadata } from 'next'
import Link from 'next/link'
import { BackButton } from '@/app/_ui/back-button'
import { getText } from '@/app/_ui/i18n/messages'
import { MessagePage } from '@/app/_ui/message-page'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getText('errors'))('notFound') }
}

/** Within the console, so that the way on is at hand. The same for what belongs to another company. */
export default async function NotFound() {
  const errors = await getText('errors')
  return (
    <MessagePage title={errors('notFound')}>
      <p>{errors('notFoundWhy')}</p>
      <p className="flex flex-wrap gap-2">
        <BackButton>{errors('back')}</BackButton>
        <Link href="/" className="button button--outline">
          {errors('home')}
        </Link>
      </p>
    </MessagePage>
  )
}
