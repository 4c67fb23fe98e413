'use client'

import { useRouter } from 'next/navigation'
import { startTransition } from 'react'
import { useTranslations } from 'use-intl'
import { Reference } from '@/app/_ui/copy/reference'
import { MessagePage } from '@/app/_ui/message-page'

interface Props {
  error: Error & { digest?: string }
  reset: () => void
}

/** In the place of a page that broke, with everything around it still there. */
export default function PageError({ error, reset }: Props) {
  const errors = useTranslations('errors')
  const router = useRouter()
  const texts = {
    reference: errors('reference'),
    copyReference: errors('copyReference'),
    copied: errors('copied'),
  }
  const again = () =>
    startTransition(() => {
      router.refresh()
      reset()
    })
  return (
    <MessagePage title={errors('broken')}>
      <p role="alert">
        {errors('nothingSaved')} {error.digest && <Reference id={error.digest} texts={texts} />}
      </p>
      <button type="button" onClick={again} className="button button--outline w-fit">
        {errors('again')}
      </button>
    </MessagePage>
  )
}
