'use client'

import type { ReactNode } from 'react'
import { Form, type FormProps } from '../form/form'
import { DialogButton } from './dialog-button'

interface Props extends Omit<FormProps, 'onDone' | 'onCancel' | 'children'> {
  label: ReactNode
  ariaLabel?: string
  title: string
  className?: string
  width?: 'wide'
  /** Fields, and what there is to say; may be rendered on the server. */
  children?: ReactNode
}

/** A button that opens a dialog with a form, which closes it when it is done. */
export function FormDialog(props: Props) {
  const { label, ariaLabel, title, className, width, children, ...form } = props
  const button = { label, ariaLabel, title, className, width, needs: form.needs }
  return (
    <DialogButton {...button}>
      {(close) => (
        <Form {...form} onDone={close} onCancel={close}>
          {children}
        </Form>
      )}
    </DialogButton>
  )
}
