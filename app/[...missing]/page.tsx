import { notFound } from 'next/navigation'

export { generateMetadata } from '../(console)/not-found'

/** An address that never led anywhere looks like one that does so no longer. */
export default function MissingPage() {
  notFound()
}
