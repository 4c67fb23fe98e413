'use client'

import { type KeyboardEvent, type RefObject, useState } from 'react'
import type { Place } from './codes'

const STEPS: Record<string, readonly [row: number, column: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
}

const nameOf = ({ row, column }: Place) => `${row}-${column}`

const placeOf = (element: HTMLElement): Place => {
  const [row, column] = element.dataset.place!.split('-').map(Number)
  return { row: row!, column: column! }
}

/** The controls ahead of one in a direction, the nearest first. */
function ahead(
  all: readonly HTMLElement[],
  from: Place,
  [rows, columns]: readonly [number, number],
) {
  const sign = rows + columns
  const along = (element: HTMLElement) => {
    const { row, column } = placeOf(element)
    return (rows ? row - from.row : column - from.column) * sign
  }
  const isInLine = (element: HTMLElement) => {
    const { row, column } = placeOf(element)
    return rows ? column === from.column : row === from.row
  }
  return all
    .filter((element) => isInLine(element) && along(element) > 0)
    .sort((a, b) => along(a) - along(b))
}

function target(all: readonly HTMLElement[], from: Place, event: KeyboardEvent, isRtl: boolean) {
  const isEnd = event.key === 'End'
  if (isEnd || event.key === 'Home') {
    const line = event.ctrlKey ? all : all.filter((one) => placeOf(one).row === from.row)
    return line.at(isEnd ? -1 : 0)
  }
  const step = STEPS[event.key]
  return step && ahead(all, from, isRtl ? [step[0], -step[1]] : step)[0]
}

/** One stop for the Tab key in a table of controls, moved by the arrow keys, Home and End. */
export function useRoving(table: RefObject<HTMLTableElement | null>, start: Place) {
  const [current, setCurrent] = useState(nameOf(start))

  function onKeyDown(event: KeyboardEvent<HTMLTableElement>) {
    const element = (event.target as HTMLElement).closest<HTMLElement>('[data-place]')
    if (!element || !table.current || event.altKey || event.metaKey) return
    const all = [...table.current.querySelectorAll<HTMLElement>('[data-place]')]
    const isRtl = getComputedStyle(table.current).direction === 'rtl'
    const found = target(all, placeOf(element), event, isRtl)
    if (!found) return
    event.preventDefault()
    found.focus()
  }

  /** What makes a control a part of it. */
  const stop = (place: Place) => ({
    'data-place': nameOf(place),
    tabIndex: current === nameOf(place) ? 0 : -1,
    onFocus: () => setCurrent(nameOf(place)),
  })

  return { stop, onKeyDown }
}

export type Stop = ReturnType<ReturnType<typeof useRoving>['stop']>
