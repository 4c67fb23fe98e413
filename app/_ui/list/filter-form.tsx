'use client'

import { useRouter } from 'next/navigation'
import {
  type ChangeEvent,
  type ReactNode,
  type SubmitEvent,
  useEffect,
  useEffectEvent,
  useRef,
} from 'react'
import { useIsStaying } from '../live/use-stay'

type Values = Readonly<Record<string, string>>

interface Props {
  /** What its fields say at this address. */
  values: Values
  className?: string
  children: ReactNode
}

/** Choices that follow each other so soon, as those of the arrow keys do, are one step for Back. */
const ONE_STEP_MS = 1_000

/** What is empty does not come into the address. */
function addressOf(form: HTMLFormElement) {
  const said = new URLSearchParams()
  for (const [name, value] of new FormData(form)) {
    if (typeof value === 'string' && value.trim()) said.append(name, value)
  }
  return `?${said}`
}

function fieldOf(form: HTMLFormElement, name: string) {
  const field = form.elements.namedItem(name)
  const isField = field instanceof HTMLInputElement || field instanceof HTMLSelectElement
  return isField ? field : undefined
}

/** Whether something else is chosen in a form than the server has sent. */
const isChosenIn = (form: HTMLFormElement) =>
  [...form.querySelectorAll('select')].some(
    (select) =>
      select.selectedOptions[0] !== (select.querySelector('option[selected]') ?? select.options[0]),
  )

function sorted(address: string) {
  const parameters = new URLSearchParams(address)
  parameters.sort()
  return parameters.toString()
}

const isHere = (address: string) => sorted(address) === sorted(location.search)

/** Lets the fields follow the address, but for what is being typed; answers with what tells that it is no longer. */
function useFollowing(values: Values) {
  const form = useRef<HTMLFormElement>(null)
  const settled = useRef(values)
  const key = JSON.stringify(values)
  const shown = useRef(key)
  useEffect(() => {
    // What was typed before the page stood is nobody else's.
    if (shown.current === key) return
    shown.current = key
    // Safe because it is what was written above.
    for (const [name, value] of Object.entries(JSON.parse(key) as Values)) {
      const field = fieldOf(form.current!, name)
      if (!field) continue
      const isTyped = field === document.activeElement && field.value !== settled.current[name]
      if (isTyped) continue
      if (field.value !== value) field.value = value
      settled.current = { ...settled.current, [name]: value }
    }
  }, [key])
  function settle() {
    const said = Object.keys(settled.current).map(
      (name) => [name, fieldOf(form.current!, name)?.value ?? ''] as const,
    )
    settled.current = Object.fromEntries(said)
  }
  return { form, settle }
}

/** A form that narrows down what is shown, as links do: within the document, and without JavaScript as another one. */
export function FilterForm({ values, className, children }: Props) {
  const router = useRouter()
  const isStaying = useIsStaying()
  const { form, settle } = useFollowing(values)
  const last = useRef({ address: '', at: -ONE_STEP_MS })

  function go(way: 'push' | 'replace') {
    if (isStaying()) return ''
    settle()
    const address = addressOf(form.current!)
    router[isHere(address) ? 'replace' : way](address, { scroll: false })
    return address
  }
  // Nothing hears of a choice before the page answers.
  const meetEarly = useEffectEvent(() => {
    if (isChosenIn(form.current!)) go('push')
  })
  useEffect(() => meetEarly(), [])
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    event.nativeEvent.submitter?.closest<HTMLElement>('[popover]')?.hidePopover()
    go('push')
  }
  function choose({ target, timeStamp: at }: ChangeEvent<HTMLFormElement>) {
    if (!(target instanceof HTMLSelectElement)) return
    const isSameStep = at - last.current.at < ONE_STEP_MS && isHere(last.current.address)
    const address = go(isSameStep ? 'replace' : 'push')
    last.current = { address, at }
    // Where the page is kept, nothing comes of it.
    if (!address) target.value = values[target.name] ?? ''
  }
  return (
    <form ref={form} className={className} onSubmit={submit} onChange={choose}>
      {children}
    </form>
  )
}
