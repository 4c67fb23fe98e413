import { useCallback, useEffect, useRef } from 'react'

/** Whether a part of the page is still there, told when it is asked for; what a later one says of it nobody reads. */
export function useIsThere() {
  const isThere = useRef(true)
  useEffect(() => {
    isThere.current = true
    return () => {
      isThere.current = false
    }
  }, [])
  return useCallback(() => isThere.current, [])
}
