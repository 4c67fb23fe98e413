export interface ToastContent {
  text: string
  tone?: 'danger'
  action?: { label: string; run: () => void }
}

export const TOAST = 'access:toast'

/** Says something that goes away after eight seconds, or where it went wrong when it is closed. */
export const showToast = (content: ToastContent) =>
  window.dispatchEvent(new CustomEvent(TOAST, { detail: content }))
