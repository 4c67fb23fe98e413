import type { ReactNode } from 'react'

interface Props {
  isPending: boolean
  /** Keeps the focus, unlike a button that is disabled natively. */
  isBlocked?: boolean
  /** Whether it would do anything. */
  isReady?: boolean
  children: ReactNode
}

/** Keeps its width while it works. */
export function SubmitButton({ isPending, isBlocked = false, isReady = true, children }: Props) {
  return (
    <button
      type="submit"
      disabled={!isReady}
      aria-busy={isPending}
      aria-disabled={isPending || isBlocked}
      className="button button--primary button--lg relative w-full"
    >
      <span className={`truncate ${isPending ? 'opacity-0' : ''}`}>{children}</span>
      {isPending && (
        <svg
          viewBox="0 0 16 16"
          className="absolute size-4 animate-spin motion-reduce:animate-none"
          aria-hidden="true"
        >
          <circle
            cx="8"
            cy="8"
            r="6"
            fill="none"
            stroke="currentColor"
            strokeWidth="2"
            strokeDasharray="26 12"
          />
        </svg>
      )}
    </button>
  )
}
