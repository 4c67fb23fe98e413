'use client'

import { useEffect, useRef, useState } from 'react'

/**
 * One popover that many plain buttons open, so that a table of them costs nothing: whichever
 * `<button data-opens={name} data-of={key}>` is clicked becomes the one that it belongs to.
 */
export function useSharedPopover(name: string) {
  const popover = useRef<HTMLDivElement>(null)
  const [opened, setOpened] = useState<{ key: string | undefined; opening: number }>({
    key: undefined,
    opening: 0,
  })
  useEffect(() => {
    let former: HTMLButtonElement | undefined
    function lend({ target }: MouseEvent) {
      const selector = `button[data-opens="${name}"]`
      const button = (target as Element).closest<HTMLButtonElement>(selector)
      if (!button) return
      if (former && former !== button) former.popoverTargetElement = null
      // The click itself opens or closes it then, as it does for every native popover.
      button.popoverTargetElement = popover.current
      former = button
      const { of: key } = button.dataset
      if (!popover.current?.matches(':popover-open')) {
        setOpened(({ opening }) => ({ key, opening: opening + 1 }))
      }
    }
    document.addEventListener('click', lend, { capture: true })
    return () => document.removeEventListener('click', lend, { capture: true })
  }, [name])
  const close = () => popover.current?.hidePopover()
  return { popover, close, ...opened }
}
