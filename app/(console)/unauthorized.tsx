'use client'

import { useEffect, useEffectEvent, useState } from 'react'
import { SignedOut } from '@/app/_ui/live/signed-out'
import { useLive } from '@/lib/realtime/client/live-provider'

/** In the place of a page that refreshed itself just when its session ended. */
export default function Unauthorized() {
  const { refresh } = useLive()
  const [at] = useState(() => Date.now())
  // What finds no session any more takes the place of everything around this as well.
  const ask = useEffectEvent(refresh)
  useEffect(() => ask(), [])
  return <SignedOut reason={undefined} at={at} />
}
