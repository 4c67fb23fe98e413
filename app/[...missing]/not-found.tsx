import { getMe } from '@/lib/auth/queries'
import { loadIfPossible } from '@/lib/core/load'
import MissingInConsole from '../(console)/not-found'
import Missing from '../not-found'

export default async function NotFound() {
  const me = await loadIfPossible(getMe, {})
  return me ? <MissingInConsole /> : <Missing />
}
