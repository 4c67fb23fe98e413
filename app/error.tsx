'use client'

import { createTranslator } from 'use-intl/core'
import en from '@/messages/en.json'
import { MessagePage } from './_ui/message-page'

// Whatever provides texts may be what broke, so that this page brings its own.
const errors = createTranslator({
  locale: 'en',
  messages: { errors: en.errors },
  namespace: 'errors',
})

interface Props {
  error: Error & { digest?: string }
  reset: () => void
}

export default function ErrorPage({ error, reset }: Props) {
  return (
    <main id="main">
      <MessagePage title={errors('broken')}>
        <p>
          {errors('nothingSaved')} {error.digest && errors('reference', { digest: error.digest })}
        </p>
        <button type="button" onClick={reset} className="button button--outline">
          {errors('again')}
        </button>
      </MessagePage>
    </main>
  )
}
