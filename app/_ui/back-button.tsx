'use client'

/** To the page before, as the browser's own button. */
export const BackButton = ({ children }: { children: string }) => (
  <button
    type="button"
    className="button button--outline noscript:hidden"
    onClick={() => history.back()}
  >
    {children}
  </button>
)
