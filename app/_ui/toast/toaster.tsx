'use client'

import { Toast, toast } from '@heroui/react/toast'
import type { ToastContent } from './show-toast'

const SHOWN_MS = 8_000

export const Toaster = () => <Toast.Provider placement="bottom end" />

/** React Aria inserts a style, which needs the nonce of the page; there it looks for it. */
function showNonce() {
  const nonce = document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce
  if (!nonce || document.querySelector('meta[name="csp-nonce"]')) return
  const meta = document.createElement('meta')
  meta.name = 'csp-nonce'
  meta.nonce = nonce
  document.head.append(meta)
}

/** Pauses while somebody points at it or has the focus in it; F6 leads there. */
export function add({ text, tone, action }: ToastContent) {
  showNonce()
  const key = toast(text, {
    variant: tone ?? 'default',
    timeout: tone === 'danger' ? 0 : SHOWN_MS,
    actionProps: action && {
      children: action.label,
      onPress: () => {
        toast.close(key)
        action.run()
      },
    },
  })
}
