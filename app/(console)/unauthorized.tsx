import { SignedOut } from '@/app/_ui/live/signed-out'

/** In the place of a page that refreshed itself just when its session ended. */
export default function Unauthorized() {
  return <SignedOut reason={undefined} at={Date.now()} />
}
