export interface ToastContent {
  text: string
  tone?: 'danger'
  action?: { label: string; run: () => void }
}

export const TOAST = 'access:toast'

/** Says something that goes away after eight seconds, or where it went wrong when it is closed. */
export const showToast = (content: ToastContent) =>
  window.dispatchEvent(new CustomEvent(TOAST, { detail: content }))

/** Says it on the page that is loaded next. */
export const keepToast = (text: string) => sessionStorage.setItem(TOAST, text)

/** Says what a page before has kept. */
export function showKeptToast() {
  const text = sessionStorage.getItem(TOAST)
  sessionStorage.removeItem(TOAST)
  if (text) showToast({ text })
}
