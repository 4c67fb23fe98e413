import { getText } from './_ui/i18n/messages'
import { MessagePage } from './_ui/message-page'

export default async function Forbidden() {
  const errors = await getText('errors')
  return (
    <main id="main">
      <MessagePage title={errors('forbidden')}>
        <p>{errors('forbiddenWhy')}</p>
        <a href="/" className="button button--outline w-fit">
          {errors('home')}
        </a>
      </MessagePage>
    </main>
  )
}
