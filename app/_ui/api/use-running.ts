import { startTransition, useCallback, useState } from 'react'

/**
 * Whether something runs. Not by a transition that waits for it, before whose end React would show no other page
 * either; only what it leads to is one.
 */
export function useRunning() {
  const [count, setCount] = useState(0)
  /** Answers with what ends it: together with the page that `then` asks for. */
  const begin = useCallback(() => {
    setCount((before) => before + 1)
    return (then?: () => void) =>
      startTransition(() => {
        setCount((before) => before - 1)
        then?.()
      })
  }, [])
  return { isRunning: count > 0, begin }
}
