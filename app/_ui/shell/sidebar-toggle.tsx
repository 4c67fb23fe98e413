'use client'

import { PanelLeft } from 'lucide-react'
import { choose } from '../choose'

/** Makes the sidebar narrow or wide, and remembers it in a cookie that the server reads. */
export function SidebarToggle({ label }: { label: string }) {
  function toggle() {
    const isNarrow = document.documentElement.dataset.sidebar === 'collapsed'
    choose('sidebar', isNarrow ? '' : 'collapsed')
  }
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      onClick={toggle}
      className="icon-button ms-1 hidden! xl:inline-grid!"
    >
      <PanelLeft className="size-4" aria-hidden="true" />
    </button>
  )
}
