'use client'

import { createContext, type ReactNode, use } from 'react'
import type { ReferenceTexts } from '../copy/reference'

interface Texts extends ReferenceTexts {
  broken: string
  nothingSaved: string
  again: string
}

const ErrorTexts = createContext<Texts | undefined>(undefined)

/** What the page says that stands in for one that broke; without ICU, since it travels with every page. */
export const ErrorTextProvider = ({ texts, children }: { texts: Texts; children: ReactNode }) => (
  <ErrorTexts value={texts}>{children}</ErrorTexts>
)

export const useErrorTexts = () => use(ErrorTexts)
