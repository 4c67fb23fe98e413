'use client'

import { useLayoutEffect, useRef, useState } from 'react'

const buttonAt = ({ target }: MouseEvent) =>
  (target as Element).closest<HTMLButtonElement>('button[data-opens]') ?? undefined

/** What was clicked while the page did not answer yet. */
let early: HTMLButtonElement | undefined
const remember = (event: MouseEvent) => {
  early = buttonAt(event)
}
if (typeof document !== 'undefined') {
  document.addEventListener('click', remember, { capture: true })
}

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
  // With the page and not after it: what can be seen can be clicked.
  useLayoutEffect(() => {
    let former: HTMLButtonElement | undefined
    function lend(event: MouseEvent) {
      const button = buttonAt(event)
      if (button?.dataset.opens !== name) return
      early = undefined
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
    if (early?.dataset.opens === name && early.isConnected) early.click()
    return () => document.removeEventListener('click', lend, { capture: true })
  }, [name])
  const close = () => popover.current?.hidePopover()
  return { popover, close, ...opened }
}
