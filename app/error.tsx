'use client'

import { useErrorTexts } from './_ui/i18n/error-texts'
import { fill } from './_ui/i18n/fill'
import { MessagePage } from './_ui/message-page'

interface Props {
  error: Error & { digest?: string }
  reset: () => void
}

export default function ErrorPage({ error, reset }: Props) {
  const texts = useErrorTexts()
  if (!texts) return null
  return (
    <main id="main">
      <MessagePage title={texts.broken}>
        <p>
          {texts.nothingSaved} {error.digest && fill(texts.reference, { digest: error.digest })}
        </p>
        <button type="button" onClick={reset} className="button button--outline w-fit">
          {texts.again}
        </button>
      </MessagePage>
    </main>
  )
}
