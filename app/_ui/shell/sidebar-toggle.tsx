'use client'

import { PanelLeft } from 'lucide-react'

const YEAR_SECONDS = 31_536_000

/** Makes the sidebar narrow or wide, and remembers it in a cookie that the server reads. */
export function SidebarToggle({ label }: { label: string }) {
  function toggle() {
    const { dataset } = document.documentElement
    const isNarrow = dataset.sidebar === 'collapsed'
    if (isNarrow) delete dataset.sidebar
    else dataset.sidebar = 'collapsed'
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet
    document.cookie = `sidebar=${isNarrow ? '' : 'collapsed'}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`
  }
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      onClick={toggle}
      className="icon-button mt-auto hidden! xl:inline-grid!"
    >
      <PanelLeft className="size-4" aria-hidden="true" />
    </button>
  )
}
