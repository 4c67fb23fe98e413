import Link from 'next/link'

export default function NotFound() {
  return (
    <main id="main" className="mx-auto grid max-w-180 gap-4 px-4 py-16">
      <h1 className="font-semibold text-xl">There is nothing at this address</h1>
      <p>It may have been deleted, or it belongs to another company.</p>
      <Link href="/" className="text-accent underline">
        Go to the overview
      </Link>
    </main>
  )
}
