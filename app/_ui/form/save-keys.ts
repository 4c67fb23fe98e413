import type { KeyboardEvent as FormKeyboardEvent } from 'react'

interface Keys {
  key: string
  ctrlKey: boolean
  metaKey: boolean
}

/** The keys that save, wherever something can be saved. */
export const isSave = ({ key, ctrlKey, metaKey }: Keys) =>
  key.toLowerCase() === 's' && (ctrlKey || metaKey)

const isSubmit = (event: Keys) =>
  isSave(event) || (event.key === 'Enter' && (event.ctrlKey || event.metaKey))

/** Sends a form by the keys that save, and by those that submit a dialog. */
export function submitByKeys(event: FormKeyboardEvent<HTMLFormElement>) {
  if (!isSubmit(event)) return
  event.preventDefault()
  event.currentTarget.requestSubmit()
}
