import { NoAccess } from '@/app/_ui/live/no-access'

export default function Forbidden() {
  return <NoAccess />
}
