'use client'

import { useRouter } from 'next/navigation'
import { startTransition } from 'react'
import { useTranslations } from 'use-intl'
import { MessagePage } from '@/app/_ui/message-page'

interface Props {
  error: Error & { digest?: string }
  reset: () => void
}

/** In the place of a page that broke, with everything around it still there. */
export default function PageError({ error, reset }: Props) {
  const errors = useTranslations('errors')
  const router = useRouter()
  const again = () =>
    startTransition(() => {
      router.refresh()
      reset()
    })
  return (
    <MessagePage title={errors('broken')}>
      <p role="alert">
        {errors('nothingSaved')} {error.digest && errors('reference', { digest: error.digest })}
      </p>
      <button type="button" onClick={again} className="button button--outline w-fit">
        {errors('again')}
      </button>
    </MessagePage>
  )
}
