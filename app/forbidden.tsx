import Link from 'next/link'

export default function Forbidden() {
  return (
    <main id="main" className="mx-auto grid max-w-180 gap-4 px-4 py-16">
      <h1 className="font-semibold text-xl">You cannot open this page</h1>
      <p>
        None of your roles gives you the permission for it. Ask an administrator of your company.
      </p>
      <Link href="/" className="text-accent underline">
        Go to the overview
      </Link>
    </main>
  )
}
