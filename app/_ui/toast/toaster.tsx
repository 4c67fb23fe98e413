'use client'

import { Toast, toast } from '@heroui/react/toast'
import type { ToastContent } from './show-toast'

const SHOWN_MS = 8_000

export const Toaster = () => <Toast.Provider placement="bottom end" />

/** Pauses while somebody points at it or has the focus in it; F6 leads there. */
export function add({ text, tone, action }: ToastContent) {
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
