'use client'

interface Props {
  error: Error & { digest?: string }
  reset: () => void
}

export default function ErrorPage({ error, reset }: Props) {
  return (
    <main id="main" className="mx-auto grid max-w-180 gap-4 px-4 py-16">
      <h1 className="font-semibold text-xl">Something broke on our side</h1>
      <p>Nothing was changed. {error.digest && `Reference: ${error.digest}`}</p>
      <button
        type="button"
        onClick={reset}
        className="h-8 w-fit rounded-md border border-field-border px-3"
      >
        Try again
      </button>
    </main>
  )
}
