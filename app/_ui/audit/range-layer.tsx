'use client'

import { useRouter } from 'next/navigation'
import { type KeyboardEvent, type RefObject, useEffect, useMemo, useRef, useState } from 'react'
import { clockOf, type Formats } from '../clock/clock'
import { fill } from '../i18n/fill'
import { addressOf, moved, resized, type Span, stepOf, wholeOf } from './span'
import { useDrag } from './use-drag'

/** Keys are pressed several times before anybody wants to see what they came to. */
const PAUSE_MS = 350

export interface RangeLayerProps {
  stage: RefObject<HTMLDivElement | null>
  /** When the first bucket begins. */
  start: string
  seconds: number
  count: number
  /** The address that is shown now. */
  address: string
  /** The address of the preset from which all begins. */
  preset: string
  formats: Formats
  texts: { label: string; hint: string; span: string; shown: string }
}

/** Shows another span, and knows the way back to what was shown before the first. */
function useSpan({ address, preset }: Pick<RangeLayerProps, 'address' | 'preset'>) {
  const router = useRouter()
  const [chosen, setChosen] = useState<Span>()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const origin = useRef<string>(undefined)
  // biome-ignore lint/correctness/useExhaustiveDependencies: with another address, the page has come
  useEffect(() => setChosen(undefined), [address])
  useEffect(() => () => clearTimeout(timer.current), [])
  const go = (href: string) => router.replace(href, { scroll: false })
  return {
    chosen,
    show(span: Span, pause = 0) {
      clearTimeout(timer.current)
      const next = addressOf(address, span)
      // No page will come for what is shown already.
      if (next === address) return setChosen(undefined)
      setChosen(span)
      origin.current ??= address.includes('from=') ? undefined : address
      timer.current = setTimeout(() => go(next), pause)
    },
    reset() {
      clearTimeout(timer.current)
      setChosen(undefined)
      const isBegun = new URLSearchParams(address).has('from') || chosen !== undefined
      if (isBegun) go(withTimesOf(address, origin.current ?? preset))
      origin.current = undefined
    },
  }
}

/** An address with the times of another one: what else is asked for may have changed in between. */
function withTimesOf(address: string, other: string) {
  const [parameters, times] = [new URLSearchParams(address), new URLSearchParams(other)]
  for (const name of ['range', 'from', 'to']) {
    parameters.delete(name)
    const value = times.get(name)
    if (value) parameters.set(name, value)
  }
  return `?${parameters}`
}

/** What is chosen, as far as it can be seen among the buckets. */
function Selection({ span, whole }: { span: Span; whole: Span }) {
  const share = (at: number) =>
    Math.min(100, Math.max(0, ((at - whole.from) / (whole.to - whole.from)) * 100))
  const [from, to] = [share(span.from), share(span.to)]
  return (
    <svg
      aria-hidden="true"
      className="histogram-range"
      viewBox="0 0 100 1"
      preserveAspectRatio="none"
    >
      <rect x={from} width={Math.max(0, to - from)} height="1" />
    </svg>
  )
}

/** Chooses the time that is shown: dragging with the pointer, arrows on the keyboard. */
export default function RangeLayer(props: RangeLayerProps) {
  const { stage, start, seconds, count, address, preset, formats, texts } = props
  const buckets = { start: Date.parse(start), length: seconds * 1000, count }
  const whole = wholeOf(buckets)
  const { chosen, show, reset } = useSpan({ address, preset })
  const dragged = useDrag(stage, buckets, show)
  const { moment } = useMemo(() => clockOf(formats), [formats])
  const span = chosen ?? { from: whole.from, to: Math.min(whole.to, Date.now()) }
  const text = fill(texts.span, { from: moment(span.from), to: moment(span.to) })

  function onKeyDown(event: KeyboardEvent) {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    const sign = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    if (!sign && event.key !== 'Escape') return
    event.preventDefault()
    event.stopPropagation()
    if (!sign) return reset()
    const by = sign * stepOf(buckets)
    const next = event.shiftKey
      ? resized(span, by, buckets.length, Date.now())
      : moved(span, by, Date.now())
    show(next, PAUSE_MS)
  }
  const drawn = dragged ?? chosen
  return (
    <>
      <div
        role="slider"
        tabIndex={0}
        aria-label={texts.label}
        aria-description={texts.hint}
        aria-valuemin={0}
        aria-valuemax={Math.floor(Date.now() / 1000)}
        aria-valuenow={Math.floor(span.to / 1000)}
        aria-valuetext={text}
        className="peer pointer-events-none absolute inset-0 rounded"
        onKeyDown={onKeyDown}
      />
      <p
        aria-hidden="true"
        className="pointer-events-none absolute inset-x-0 top-full z-10 mt-1.5 hidden bg-surface text-muted text-xs peer-focus-visible:block"
      >
        {texts.hint}
      </p>
      {drawn && <Selection span={drawn} whole={whole} />}
      <p role="status" className="sr-only">
        {drawn && fill(texts.shown, { span: text })}
      </p>
    </>
  )
}
