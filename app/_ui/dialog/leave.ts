'use client'

import { createContext, use } from 'react'

/** Closes the dialog around, after a question where something was typed in it. */
export const Leave = createContext<(() => void) | undefined>(undefined)

export const useLeave = () => use(Leave)
