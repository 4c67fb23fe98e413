'use client'

import { Reference } from './_ui/copy/reference'
import { useErrorTexts } from './_ui/i18n/error-texts'
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
          {texts.nothingSaved} {error.digest && <Reference id={error.digest} texts={texts} />}
        </p>
        <button type="button" onClick={reset} className="button button--outline w-fit">
          {texts.again}
        </button>
      </MessagePage>
    </main>
  )
}
